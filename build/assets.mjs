import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { bundle } from './bundle.mjs';
import { drawings } from './drawings.mjs';

const served = fileURLToPath(new URL('../dist/assets/', import.meta.url));

/**
 * Builds what browsers load into dist/assets: files named by their content, each with its brotli and gzip
 * beside it where that is smaller, and manifest.json from plain names ("app.css") to file names.
 * @param {string} [target] another directory
 * @returns {Promise<void>}
 */
export async function buildAssets(target = served) {
  const assets = [...(await bundle()), ...(await drawings())];
  await mkdir(target, { recursive: true });
  await Promise.all(assets.map((asset) => writeAsset(target, asset)));
  const manifest = Object.fromEntries(assets.map(({ name, file }) => [name, file]));
  await writeFile(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await removeOthers(
    target,
    assets.map(({ file }) => file),
  );
}

async function writeAsset(target, { file, contents }) {
  const compressed = file.endsWith('.woff2') ? {} : await compress(contents);
  await writeFile(join(target, file), contents);
  for (const [ending, bytes] of Object.entries(compressed)) {
    if (bytes.length < contents.length) await writeFile(join(target, file + ending), bytes);
  }
}

async function compress(contents) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
  };
  return {
    '.br': await promisify(brotliCompress)(contents, { params }),
    '.gz': await promisify(gzip)(contents, { level: 9 }),
  };
}

// Last, so that a server that reads the old manifest while we build still finds its files.
async function removeOthers(target, kept) {
  for (const found of await readdir(target)) {
    const plain = found.replace(/\.(br|gz)$/, '');
    if (plain !== 'manifest.json' && !kept.includes(plain)) await rm(join(target, found));
  }
}
