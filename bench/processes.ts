import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second, as Linux tells them to programs. */
const ticks = 100;

interface Process {
  pid: number;
  parent: number;
  /** Seconds of CPU, those of children that have ended and been waited for included. */
  cpu: number;
}

/** A process with all that descend from it. Linux alone tells what is needed here. */
function family(pid: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const found = all.filter((each) => each.pid === pid);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

export function cpuSeconds(pid: number): number {
  return family(pid).reduce((sum, { cpu }) => sum + cpu, 0);
}

/** Megabytes; memory that several share is counted once, in parts (PSS). `alone`: without what descends from it. */
export function memoryMegabytes(pid: number, { alone = false } = {}): number {
  const processes = alone ? family(pid).slice(0, 1) : family(pid);
  const kilobytes = processes.map((one) => {
    const rollup = read(`/proc/${one.pid}/smaps_rollup`);
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** Seconds of CPU that everything on this machine has used since it was started. */
export function machineCpuSeconds(): number {
  const [, user, nice, system, , , irq, softirq] = (read('/proc/stat').split('\n')[0] ?? '')
    .split(/\s+/)
    .map(Number);
  return [user, nice, system, irq, softirq].reduce<number>((sum, each) => sum + (each ?? 0), 0) / ticks;
}

function readProcess(pid: number): Process | null {
  const stat = read(`/proc/${pid}/stat`);
  if (!stat) return null;
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user, system, childUser, childSystem] = fields.slice(11, 15);
  const used = [user, system, childUser, childSystem].reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { pid, parent: fields[1] ?? 0, cpu: used / ticks };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It has ended since the folder was read.
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))
    )
      return '';
    throw error;
  }
}
