import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';

export interface MediaPrograms {
  ffmpeg: string;
  ffprobe: string;
  version: string;
}

const run = promisify(execFile);

const found = new Map<string, Promise<MediaPrograms | null>>();

/** ffmpeg and ffprobe on the PATH, where they can write H.264 and AAC; null without them, or where FFMPEG is off. */
export async function findPrograms({ FFMPEG }: Pick<Config, 'FFMPEG'>): Promise<MediaPrograms | null> {
  if (FFMPEG === 'off') return null;
  const path = process.env['PATH'] ?? '';
  const known = found.get(path) ?? look(path);
  found.set(path, known);
  return await known;
}

async function look(path: string): Promise<MediaPrograms | null> {
  const [ffmpeg, ffprobe] = ['ffmpeg', 'ffprobe'].map((name) => onPath(path, name));
  if (!ffmpeg || !ffprobe) return null;
  const [encoders, version] = await Promise.all([
    ask(ffmpeg, ['-hide_banner', '-encoders']),
    ask(ffmpeg, ['-hide_banner', '-version']),
  ]);
  const writes = /\slibx264\s/.test(encoders) && /\saac\s/.test(encoders);
  return writes ? { ffmpeg, ffprobe, version: /version (\S+)/.exec(version)?.[1] ?? '?' } : null;
}

export function onPath(path: string, name: string): string | null {
  const candidates = path.split(delimiter).map((folder) => join(folder, name));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

async function ask(program: string, args: string[]): Promise<string> {
  try {
    return (await run(program, args, { timeout: 20_000 })).stdout;
  } catch {
    // A stub that installs something else, or a build that does not start: as good as none.
    return '';
  }
}
