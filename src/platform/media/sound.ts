import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { sniffContainer } from './containers.ts';
import { inputArguments } from './probe.ts';
import type { MediaPrograms } from './programs.ts';
import { runCaged } from './run-caged.ts';

const written = 'sound.wav';

const memory = 2 ** 30;
const patience = 3 * 60_000;
/** Of one millisecond: 16 samples of two bytes. */
const bytesPerMs = 32;

/**
 * Writes the sound of the file `name` as speech recognisers want it: a WAV file of one channel at 16 kHz, beside it.
 * Resolves to its path. Throws ProgramFailed.
 */
export async function takeSound(
  programs: MediaPrograms,
  {
    folder,
    name,
    durationMs,
    signal,
  }: { folder: string; name: string; durationMs: number; signal: AbortSignal },
): Promise<string> {
  const demuxer = await sniffContainer(join(folder, name));
  await runCaged(
    programs.ffmpeg,
    [
      ...['-v', 'error', '-nostdin', '-y', '-progress', 'pipe:1', ...inputArguments(demuxer), '-i', name],
      ...['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-map_metadata', '-1'],
      ...['-fflags', '+bitexact', '-flags', '+bitexact', '-f', 'wav', written],
    ],
    {
      ...{ folder, patience, signal },
      limits: {
        ...{ cpuSeconds: 60 + durationMs / 1000, memory },
        fileBytes: durationMs * bytesPerMs + 16 * 1024 * 1024,
      },
      onLine: () => undefined,
    },
  );
  const path = join(folder, written);
  // No link to something else: what wrote it had read what a stranger sent.
  if (!(await lstat(path)).isFile()) throw new Error('the sound of a video is no file');
  return path;
}
