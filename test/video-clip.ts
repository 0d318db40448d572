import { execFile } from 'node:child_process';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

/** Seconds of the clip. */
export const clipSeconds = 24;

const picture = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=12:duration=${clipSeconds}`];
const sound = ['-f', 'lavfi', '-i', `sine=frequency=330:duration=${clipSeconds}`];
const coded = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 24 -b:v 150k -c:a aac -b:a 32k'.split(' ');

/** A clip with picture and sound as a video's folder holds it: one file, a playlist with its segments, a poster. */
export async function makeClip(): Promise<Record<string, Uint8Array>> {
  const folder = await makeTemporaryFolder();
  const ffmpeg = async (...args: string[]) =>
    await run('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder });
  await ffmpeg(...picture, ...sound, ...coded, '-movflags', '+faststart', 'video.mp4');
  const list = '-c copy -f hls -hls_segment_type fmp4 -hls_time 4 -hls_playlist_type vod'.split(' ');
  await ffmpeg('-i', 'video.mp4', ...list, '-hls_segment_filename', 'part%d.m4s', 'list.m3u8');
  await ffmpeg('-i', 'video.mp4', '-frames:v', '1', 'poster.jpg');
  await ffmpeg('-i', 'video.mp4', '-vf', 'fps=1/4,scale=160:-2,tile=3x2', '-frames:v', '1', 'sprite.jpg');
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  await rm(folder, { recursive: true });
  return Object.fromEntries(files);
}
