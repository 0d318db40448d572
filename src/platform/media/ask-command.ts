import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { isAbsolute } from 'node:path';
import type { RecogniserCommand } from '../recogniser-settings.ts';
import { findCage } from './cage.ts';
import type { Asked } from './not-recognised.ts';
import { NotRecognised, saysTooMuch } from './not-recognised.ts';
import { onPath } from './programs.ts';
import { ProgramFailed, runCagedForBytes, SaysTooMuch } from './run-caged.ts';

/** Of what it may write, in bytes: models that it fetches. */
const largestFile = 16 * 2 ** 30;
/** It says nothing until it is done; how long it may take, `signal` says. */
const patience = 2 ** 31 - 1;

/**
 * Runs the operator's program, and gives what it wrote to its standard output. It is held like those that read what strangers
 * send, but for the network: what it hears, we have made. Throws NotRecognised, or why `signal` says.
 */
export async function askCommand(
  { command, memory }: RecogniserCommand,
  longestMs: number,
  asked: Asked,
): Promise<Buffer> {
  const program = findCommand(command[0]);
  if (!program) throw notStarted('the command is not there, or may not be run');
  const { folder, signal, mostBytes } = asked;
  const cpuSeconds = (longestMs / 1000) * availableParallelism();
  try {
    return await runCagedForBytes(program, argumentsOf(command, asked), {
      ...{ folder, signal, patience, mostOutput: mostBytes, keepsNetwork: true },
      limits: { cpuSeconds, memory, fileBytes: largestFile },
      environment: { LC_ALL: 'C.UTF-8', TMPDIR: folder, ...homeOf(process.env['HOME']) },
    });
  } catch (cause) {
    if (cause instanceof SaysTooMuch) throw saysTooMuch();
    if (!(cause instanceof ProgramFailed)) throw cause;
    if (cause.exitCode === 126 || cause.exitCode === 127)
      throw notStarted(`it ended with ${cause.exitCode}`, cause);
    throw new NotRecognised('The speech recogniser of this site failed at this video.', {
      why: cause.wasStopped ? 'it was stopped at a limit' : `it ended with ${cause.exitCode ?? 'a signal'}`,
      cause,
    });
  }
}

/** The program's path, where whoever it runs as may run it. */
export function findCommand(program: string): string | null {
  const path = isAbsolute(program) ? program : onPath(process.env['PATH'] ?? '', program);
  if (!path) return null;
  const { user } = findCage();
  const test = ['-c', 'test -f "$1" && test -x "$1"', 'sh', path];
  return spawnSync('/bin/sh', test, { ...user, cwd: '/' }).status === 0 ? path : null;
}

function argumentsOf(command: readonly string[], { path, lang }: Asked): string[] {
  const given = command.slice(1);
  const all = given.some((word) => word.includes('{file}')) ? given : [...given, '{file}'];
  return all.map((word) => word.replaceAll('{lang}', lang).replaceAll('{file}', () => path));
}

/** Where it keeps models, unless it runs as nobody, who has none. */
function homeOf(home: string | undefined): { HOME?: string } {
  return findCage().user || home === undefined ? {} : { HOME: home };
}

function notStarted(why: string, cause?: unknown): NotRecognised {
  return new NotRecognised('The speech recogniser of this site could not be started.', { why, cause });
}
