import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const stampFile = join(root, 'dist', '.built');
const sources = ['src', 'build', 'package-lock.json', 'tsconfig.json'];

/** Builds where a source differs from what the last build saw, by name, size and time. */
export async function ensureBuilt() {
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('Building …');
  const { build } = await import('./build.mjs');
  await build();
  writeFileSync(stampFile, stamp);
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) add(hash, join(root, source));
  return hash.digest('hex');
}

function add(hash, path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  for (const name of readdirSync(path).toSorted()) {
    if (!/(\.test\.tsx?|-for-tests\.ts)$/.test(name)) add(hash, join(path, name));
  }
}
