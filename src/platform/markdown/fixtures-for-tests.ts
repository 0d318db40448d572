import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export type SpecExample = { example: number; section: string; markdown: string; html: string };

export const specExamples = (name: 'commonmark' | 'gfm' | 'gfm-extensions'): SpecExample[] =>
  readFixture(name) as SpecExample[];

export const xssPayloads = (): string[] => readFixture('xss-payloads') as string[];

export const naughtyStrings = (): string[] => readFixture('blns') as string[];

function readFixture(name: string): unknown {
  const file = new URL(`fixtures/${name}.json.br`, import.meta.url);
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
}
