import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Files by the path that they had where they come from: fixtures/README.md. */
export function webVttFiles(): [path: string, source: string][] {
  const file = new URL('fixtures/webvtt-files.json.br', import.meta.url);
  return Object.entries(JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8')));
}
