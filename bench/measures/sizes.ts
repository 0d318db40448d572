import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { compressedPage } from './signed-out.ts';

/** What a first visit brings, in kilobytes of brotli. */
export async function measureSizes(origin: string): Promise<Measured[]> {
  const assets = join(root, 'dist', 'assets');
  const manifest = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Record<
    string,
    string
  >;
  const sizeOf = async (name: string) => (await stat(join(assets, `${manifest[name]}.br`))).size / 1000;
  const topics = await Promise.all(
    (await listTopics(origin)).map(async (path) => (await compressedPage(origin + path)).length / 1000),
  );
  return [
    { name: 'script', value: await sizeOf('boot.js'), unit: 'kB', goal: { is: '≤', value: 8 } },
    { name: 'style', value: await sizeOf('app.css'), unit: 'kB', goal: { is: '≤', value: 10 } },
    {
      name: 'topic page, HTML, the largest',
      value: Math.max(...topics),
      unit: 'kB',
      goal: { is: '≤', value: 15 },
      note: `median ${median(topics).toFixed(1)} kB of ${topics.length} topics`,
    },
  ];
}

async function listTopics(origin: string): Promise<string[]> {
  const page = await (await fetch(`${origin}/topics`)).text();
  return [...new Set([...page.matchAll(/href="(\/topics\/[a-z0-9-]+)"/g)].map(([, path]) => path ?? ''))];
}
