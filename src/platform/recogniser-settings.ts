import { isAbsolute, resolve } from 'node:path';
import { SettingError } from './start-error.ts';

/** What is asked for the words of a video: a program on this machine, or a server. */
export type Recogniser = { longestMs: number } & (RecogniserCommand | RecogniserEndpoint);

export interface RecogniserCommand {
  /** The program, and its arguments with `{lang}` and `{file}` in them. */
  command: readonly [string, ...string[]];
  /** Bytes of address space. */
  memory: number;
}

export interface RecogniserEndpoint {
  url: string;
  token: string | null;
  model: string | null;
}

interface Settings {
  RECOGNISER_COMMAND?: string | undefined;
  RECOGNISER_URL?: string | undefined;
  RECOGNISER_TOKEN?: string | undefined;
  RECOGNISER_MODEL?: string | undefined;
  RECOGNISER_MAX_MINUTES: number;
  RECOGNISER_MAX_MEMORY_MB: number;
}

/** Null where neither a command nor an address is set. Throws SettingError for both, and for what belongs to neither. */
export function readRecogniser(settings: Settings, directory: string): Recogniser | null {
  const { RECOGNISER_COMMAND: command, RECOGNISER_URL: url } = settings;
  const { RECOGNISER_TOKEN: token = null, RECOGNISER_MODEL: model = null } = settings;
  if (command && url)
    throw new SettingError('RECOGNISER_COMMAND and RECOGNISER_URL are two ways to the same: set one of them');
  if ((token ?? model) !== null && !url)
    throw new SettingError(
      `${token ? 'RECOGNISER_TOKEN' : 'RECOGNISER_MODEL'} is told to RECOGNISER_URL: set that too`,
    );
  const longestMs = settings.RECOGNISER_MAX_MINUTES * 60_000;
  if (url) return { longestMs, url, token, model };
  if (!command) return null;
  const memory = settings.RECOGNISER_MAX_MEMORY_MB * 1024 * 1024;
  return { longestMs, command: wordsOf(command, directory), memory };
}

function wordsOf(command: string, directory: string): [string, ...string[]] {
  if (/["'`|&;<>$\\]/.test(command))
    throw new SettingError(
      'RECOGNISER_COMMAND cannot be used: no shell reads it. Put quotes, pipes and the like into a script, and name that',
    );
  const [program = '', ...rest] = command.trim().split(/\s+/);
  const isPath = program.includes('/') && !isAbsolute(program);
  return [isPath ? resolve(directory, program) : program, ...rest];
}
