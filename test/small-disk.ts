import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  /** Makes it larger or smaller while it is in use. */
  resize(size: string): Promise<void>;
  close(): Promise<void>;
}

/** Whether this machine lets us mount one: `test.runIf(smallDisks)`. */
export const smallDisks = canMount();

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    // In a container without the right to.
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A real disk of that size (`600m`, `64k`), in memory, in place of a folder. */
export async function mountSmallDisk(folder: string, size: string): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return {
    resize: async (next) => void (await run('mount', ['-o', `remount,size=${next}`, folder])),
    close: async () => void (await run('umount', ['-l', folder])),
  };
}
