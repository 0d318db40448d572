import { execFile } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../build/paths.mjs';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { cpuSeconds } from '../processes.ts';
import type { Server } from '../server.ts';

interface Asked {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Questions through the API, eight at once, each one durable before it is acknowledged. */
export async function measureAsking(
  server: Server,
  { token, file, folder }: { token: string; file: string; folder: string },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Measured[]> {
  const ask = async (lasting: number) =>
    await askQuestions({ origin: server.origin, token, file, seconds: lasting });
  await ask(3);
  const all: Asked[] = [];
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = cpuSeconds(server.pid);
    const asked = await ask(seconds);
    all.push(asked);
    costs.push(((cpuSeconds(server.pid) - before) * 1000) / (asked.perSecond * seconds));
  }
  const note = `${median(costs).toFixed(1)} ms of CPU each; this disk takes ${syncsPerSecond(folder)} syncs/s`;
  return [
    {
      name: 'questions asked, 8 at once',
      value: median(all.map(({ perSecond }) => perSecond)),
      unit: '/s',
      goal: { is: '≥', value: 200 },
      note,
    },
    {
      name: 'question asked, 8 at once, p99',
      value: median(all.map(({ p99 }) => p99)),
      unit: 'ms',
      goal: { is: '≤', value: 80 },
      note: `median ${median(all.map(({ p50 }) => p50)).toFixed(0)} ms`,
    },
  ];
}

async function askQuestions(order: {
  origin: string;
  token: string;
  file: string;
  seconds: number;
}): Promise<Asked> {
  const args = [join(root, 'bench', 'asking.mjs'), JSON.stringify({ ...order, atOnce: 8 })];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Asked;
}

/** What one writer who waits for the disk each time can reach. */
function syncsPerSecond(folder: string): number {
  const path = join(folder, 'sync-probe');
  const file = openSync(path, 'w');
  const begun = performance.now();
  let count = 0;
  for (; performance.now() - begun < 500; count += 1) {
    writeSync(file, 'a few bytes\n');
    fdatasyncSync(file);
  }
  closeSync(file);
  rmSync(path);
  return count * 2;
}
