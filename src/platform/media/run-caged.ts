import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { codeOf } from '../error-code.ts';
import type { CageLimits } from './cage.ts';
import { findCage } from './cage.ts';

export interface CagedRun {
  /** Where it works: relative names in its arguments lie here. */
  folder: string;
  limits: CageLimits;
  /** Milliseconds without a line of output after which it is stopped. */
  patience: number;
  /** Hears each line; what it throws ends the program, and is thrown on. */
  onLine?: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** Of output that is kept, in bytes. */
  mostOutput?: number;
  keepsNetwork?: boolean;
  /** More of its environment. */
  environment?: Record<string, string>;
}

/**
 * The program ended, and not well. `wasStopped` where a limit of time, memory or size was reached; `exitCode` where it
 * ended by itself.
 */
export class ProgramFailed extends Error {
  readonly wasStopped: boolean;
  readonly exitCode: number | null;

  constructor(message: string, wasStopped: boolean, exitCode: number | null = null) {
    super(message);
    this.wasStopped = wasStopped;
    this.exitCode = exitCode;
  }
}

/** It has written more than was wanted. */
export class SaysTooMuch extends ProgramFailed {
  constructor() {
    super('it says too much', true);
  }
}

const longestOutput = 1024 * 1024;
const longestComplaint = 4000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) end(child);
});

/** With whatever it has started itself. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself meanwhile.
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Runs a program in the cage and gives what it wrote to its standard output. Throws ProgramFailed, or why `signal` says. */
export async function runCaged(program: string, args: string[], run: CagedRun): Promise<string> {
  return (await runCagedForBytes(program, args, run)).toString('utf8');
}

/** The same for what is perhaps no text. */
export async function runCagedForBytes(program: string, args: string[], run: CagedRun): Promise<Buffer> {
  const [first = program, ...rest] = [...findCage().prefix(run.limits, run), program, ...args];
  const child = spawn(first, rest, {
    cwd: run.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of what Cairn knows.
    env: {
      ...{ PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: run.folder, MALLOC_ARENA_MAX: '2' },
      ...run.environment,
    },
  });
  running.add(child);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const watch = new Watch(child, run);
  try {
    const { code, signal } = await ended;
    watch.throwReason();
    if (code !== 0) throw failure(watch.complaint, code, signal);
    return watch.output();
  } finally {
    watch.end();
    // What it has left behind.
    end(child);
    running.delete(child);
  }
}

/** Listens to a program, and ends it where it says nothing any more, too much, or what its caller does not want. */
class Watch {
  complaint = '';
  readonly #parts: Buffer[] = [];
  #bytes = 0;
  #reason: unknown = null;
  readonly #child: ChildProcess;
  readonly #run: CagedRun;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.#stop(this.#run.signal?.reason ?? new Error('stopped'));

  constructor(child: ChildProcess, run: CagedRun) {
    this.#child = child;
    this.#run = run;
    this.#timer = setTimeout(() => this.#stop(new ProgramFailed('it took too long', true)), run.patience);
    const { onLine } = run;
    if (child.stdout && onLine)
      createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line, onLine));
    else child.stdout?.on('data', (part: Buffer) => this.#keep(part));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-longestComplaint);
    });
    run.signal?.addEventListener('abort', this.#onAbort);
    if (run.signal?.aborted) this.#onAbort();
  }

  throwReason(): void {
    if (this.#reason) throw this.#reason;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#run.signal?.removeEventListener('abort', this.#onAbort);
  }

  output(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #hear(line: string, onLine: NonNullable<CagedRun['onLine']>): void {
    this.#timer.refresh();
    try {
      onLine(line);
    } catch (error) {
      this.#stop(error);
    }
  }

  #keep(part: Buffer): void {
    this.#timer.refresh();
    this.#bytes += part.length;
    if (this.#bytes > (this.#run.mostOutput ?? longestOutput)) this.#stop(new SaysTooMuch());
    else this.#parts.push(part);
  }

  #stop(reason: unknown): void {
    this.#reason ??= reason;
    end(this.#child);
  }
}

// SIGXCPU and SIGXFSZ are the kernel's words for two of the limits; the third makes allocations fail.
function failure(complaint: string, code: number | null, signal: string | null): ProgramFailed {
  const wasStopped =
    ['SIGXCPU', 'SIGXFSZ', 'SIGKILL', 'SIGSEGV'].includes(signal ?? '') ||
    /cannot allocate memory|malloc of size|file too large|buffer too small for/i.test(complaint);
  return new ProgramFailed(complaint.trim() || `ended with ${signal ?? code}`, wasStopped, code);
}
