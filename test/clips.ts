import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hasFfmpeg } from './find-ffmpeg.mjs';

const run = promisify(execFile);

/** Whether films can be made here: `test.runIf(films)` is skipped, and counted as such, without ffmpeg. */
export const films = hasFfmpeg();

export interface Clip {
  seconds?: number;
  /** WIDTHxHEIGHT; null for none. */
  size?: string | null;
  /** Linear, of a tone; null for none. */
  loudness?: number | null;
  /** More of ffmpeg's arguments for the file that is written. */
  output?: string[];
}

/** Makes a film with a moving picture and a tone; the name's ending says how it is packed. */
export async function makeClip(path: string, clip: Clip = {}): Promise<string> {
  const { seconds = 2, size = '320x240', loudness = 0.5, output = [] } = clip;
  const inputs = [
    ...(size === null ? [] : ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`]),
    ...(loudness === null
      ? []
      : ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds},volume=${loudness * 8}`]),
  ];
  const codecs = path.endsWith('.webm')
    ? ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis']
    : ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...inputs, ...codecs, ...output, path]);
  return path;
}

export const smallClips = [
  'small_Mpeg4.mp4',
  'small_webm.webm',
  'small_wav.wav',
  'small_mp3.mp3',
  'small_mp4-with-audio.mp4',
  'small_AudioVideoInterleave.avi',
];

/** Puts one of the files in test/clips there. */
export async function copyClip(name: string, to: string): Promise<void> {
  await copyFile(join(fileURLToPath(new URL('clips', import.meta.url)), name), to);
}
