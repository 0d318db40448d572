import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { findCage } from './cage.ts';
import type { CageLimits } from './cage.ts';
import { ProgramFailed, runCaged, SaysTooMuch } from './run-caged.ts';
import { makeWorkFolder } from './work-folder.ts';

let data: string;
let folder: string;

beforeEach(async () => {
  data = await makeTemporaryFolder();
  folder = await makeWorkFolder({ dataDir: data }, 'film');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

const roomy: CageLimits = { cpuSeconds: 20, memory: 2 ** 30, fileBytes: 2 ** 20 };

async function sh(script: string, over: Partial<Parameters<typeof runCaged>[2]> = {}): Promise<string> {
  return await runCaged('/bin/sh', ['-c', script], { folder, limits: roomy, patience: 10_000, ...over });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(() => null).catch((error: unknown) => error);
}

const { hasLimits } = findCage();

test('gives what a program says, and what it complained of', async () => {
  expect(await sh('echo one; echo two')).toBe('one\ntwo\n');
  await expect(sh('echo no >&2; exit 3')).rejects.toThrow(/^no$/);
});

test('tells programs nothing of what Cairn knows', async () => {
  process.env['SECRET_OF_A_TEST'] = 'planted';
  expect(await sh('env')).not.toContain('planted');
  delete process.env['SECRET_OF_A_TEST'];
});

test('ends one that says nothing any more, one that nobody wants, and one that says too much', async () => {
  expect(await failureOf(sh('sleep 30', { patience: 100 }))).toMatchObject({ wasStopped: true });
  const wish = new AbortController();
  setTimeout(() => wish.abort(new Error('not any more')), 50);
  await expect(sh('sleep 30', { signal: wish.signal })).rejects.toThrow('not any more');
  expect(await failureOf(sh('yes'))).toBeInstanceOf(ProgramFailed);
  await expect(
    sh('echo one; sleep 30', {
      onLine: () => {
        throw new Error('that is enough');
      },
    }),
  ).rejects.toThrow('that is enough');
});

test('nothing stays that a program has left behind', async () => {
  const child = Number(await sh('sleep 600 > /dev/null 2>&1 & echo $!'));
  expect(child).toBeGreaterThan(1);
  expect(await comesTrue(() => !findProcess('sleep 600', child))).toBe(true);
});

test('takes as much as its caller wants, and no more', async () => {
  expect((await sh('head -c 2000000 /dev/zero', { mostOutput: 2_000_000 })).length).toBe(2_000_000);
  const more = sh('head -c 2000001 /dev/zero', { mostOutput: 2_000_000 });
  expect(await failureOf(more)).toBeInstanceOf(SaysTooMuch);
});

test.runIf(hasLimits)(
  'ends one that takes too much of the processor, memory or disk',
  async () => {
    const limits = (over: Partial<CageLimits>) => ({ limits: { ...roomy, ...over } });
    const busy = failureOf(sh('while :; do :; done', limits({ cpuSeconds: 1 })));
    const large = failureOf(
      sh('exec dd if=/dev/zero of=large bs=65536 count=40 2>&1', limits({ fileBytes: 2 ** 20 })),
    );
    expect(await busy).toMatchObject({ wasStopped: true });
    expect(await large).toMatchObject({ wasStopped: true });
    const greedy = `exec ${process.execPath} -e 'new Array(1e9).fill(1)'`;
    expect(await failureOf(sh(greedy, limits({ memory: 300 * 2 ** 20 })))).toBeInstanceOf(ProgramFailed);
  },
  20_000,
);

test.runIf(hasLimits)(
  'programs end with the process that started them, however that ends',
  async () => {
    const mark = `sleep 4${Date.now() % 1_000_000}`;
    const program = `import { runCaged } from ${JSON.stringify(new URL('run-caged.ts', import.meta.url).href)};
    await runCaged('/bin/sh', ['-c', 'exec ${mark}'], ${JSON.stringify({ folder, limits: roomy, patience: 60_000 })});`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: 'ignore',
    });
    expect(await comesTrue(() => findProcess(mark))).toBe(true);
    parent.kill('SIGKILL');
    expect(await comesTrue(() => !findProcess(mark))).toBe(true);
  },
  30_000,
);

async function comesTrue(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (condition()) return true;
    await delay(50);
  }
  return false;
}

function findProcess(command: string, id?: number): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name) || (id !== undefined && name !== String(id))) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() === command;
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}
