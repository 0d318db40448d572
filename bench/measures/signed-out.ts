import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';
import { load } from '../load.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';

/** Pages from memory, by how many requests a second they reach of what a bare server reaches with the same bytes. */
export async function measureSignedOut(
  origin: string,
  { name, path }: { name: string; path: string },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Measured[]> {
  const bytes = await compressedPage(origin + path);
  const bare = await startBare(bytes);
  const ratios: number[] = [];
  const rates: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const reference = await load({ url: bare.url, lasting: { seconds }, connections: 16 });
      const ours = await load({ url: origin + path, lasting: { seconds }, connections: 16 });
      ratios.push(ours.requestsPerSecond / reference.requestsPerSecond);
      rates.push(ours.requestsPerSecond);
    }
  } finally {
    bare.stop();
  }
  return [
    {
      name: `${name}, signed out, of a bare server`,
      value: median(ratios),
      unit: '×',
      goal: { is: '≥', value: 0.6 },
      note: `${Math.round(median(rates))} requests/s, ${(bytes.length / 1000).toFixed(1)} kB`,
    },
  ];
}

/** As a browser gets it. `fetch` would unpack it. */
export async function compressedPage(url: string): Promise<Buffer> {
  const { get } = await import('node:http');
  return await new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        if (response.statusCode === 200 && response.headers['content-encoding'] === 'br')
          resolve(Buffer.concat(parts));
        else reject(new Error(`${url}: ${response.statusCode}, ${response.headers['content-encoding']}`));
      });
    }).on('error', reject);
  });
}

async function startBare(bytes: Buffer): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [join(root, 'bench', 'bare-server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(bytes);
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return { url: line.trim(), stop: () => void child.kill() };
}
