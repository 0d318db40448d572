import { readdir } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Old enough to be everywhere, new enough for light-dark(), nesting and layers without rewriting. */
const target = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];

const fontNames = { normal: 'source-serif-roman.woff2', italic: 'source-serif-italic.woff2' };

const shared = {
  absWorkingDir: root,
  outdir: 'dist/assets',
  bundle: true,
  write: false,
  minify: true,
  target,
  legalComments: 'none',
  logLevel: 'warning',
};

/** The style sheet with its fonts, and the scripts. */
export async function bundle() {
  const styles = await build({
    ...shared,
    stdin: { contents: await styleEntry(), resolveDir: root, sourcefile: 'app.css', loader: 'css' },
    entryNames: 'app.[hash]',
    assetNames: '[name].[hash]',
    loader: { '.woff2': 'file' },
  });
  const scripts = await build({
    ...shared,
    entryPoints: [
      'src/client/boot.ts',
      'src/client/compose.ts',
      'src/client/live.ts',
      'src/client/compose-live.ts',
      'src/client/giveaways.ts',
      'src/client/passkeys.ts',
      'src/client/video.ts',
      'src/client/video-hls.ts',
    ],
    entryNames: '[name].[hash]',
    format: 'esm',
    charset: 'utf8',
  });
  const warnings = [...styles.warnings, ...scripts.warnings];
  if (warnings.length > 0) throw new Error(`The assets have ${warnings.length} problems, listed above.`);
  return [...styles.outputFiles, ...scripts.outputFiles].map(({ path, contents }) => {
    const file = basename(path);
    return { name: plainName(file), file, contents };
  });
}

/** The shared styles, then every feature's own, in the order of their paths. */
async function styleEntry() {
  const features = (await readdir(`${root}src/features`, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
    .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`).replaceAll(sep, '/'))
    .toSorted();
  return [
    "@import './src/ui/app.css';",
    ...features.map((path) => `@import './${path}' layer(features);`),
  ].join('\n');
}

/** `boot.1A2B3C4D.js` gives `boot.js`; the font files get names that say what they are for. */
function plainName(file) {
  const name = file.replace(/\.[A-Z0-9]{8}\./, '.');
  const style = /-wght-(normal|italic)\.woff2$/.exec(name)?.[1];
  return style ? fontNames[style] : name;
}
