import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyClip, films, makeClip } from '../../../test/clips.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { requirePrograms } from './media-for-tests.ts';
import { ProgramFailed } from './run-caged.ts';
import { takeSound } from './sound.ts';
import { handOver, makeWorkFolder } from './work-folder.ts';

vi.setConfig({ testTimeout: 30_000 });

let data: string;
let folder: string;
const { signal } = new AbortController();

beforeEach(async () => {
  data = await makeTemporaryFolder();
  folder = await makeWorkFolder({ dataDir: data }, 'sound');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(data, { recursive: true });
});

async function take(durationMs = 2000): Promise<string> {
  await handOver(join(folder, 'film'));
  return await takeSound(await requirePrograms(), { folder, name: 'film', durationMs, signal });
}

test.runIf(films)(
  'the sound of a film becomes one channel at 16 kHz, with nothing else in the file',
  async () => {
    await copyClip('small_mp4-with-audio.mp4', join(folder, 'film'));
    const path = await take(10_000);
    const entries =
      'stream=codec_type,codec_name,channels,sample_rate:format=nb_streams,format_name:format_tags';
    const found = execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
    expect(JSON.parse(found.toString('utf8'))).toMatchObject({
      streams: [{ codec_type: 'audio', codec_name: 'pcm_s16le', channels: 1, sample_rate: '16000' }],
      format: { nb_streams: 1, format_name: 'wav' },
    });
    expect(JSON.parse(found.toString('utf8'))).not.toHaveProperty('format.tags');
  },
);

test.runIf(films)('a film without sound has none to take', async () => {
  const path = await makeClip(join(folder, 'clip.mp4'), { loudness: null, seconds: 1, size: '64x64' });
  execFileSync('mv', [path, join(folder, 'film')]);
  expect(await take().catch((error: unknown) => error)).toBeInstanceOf(ProgramFailed);
});

test.runIf(films)('more sound than the film is said to be long is not written', async () => {
  const path = await makeClip(join(folder, 'clip.wav'), {
    ...{ size: null, seconds: 700, output: ['-ac', '1', '-ar', '8000', '-c:a', 'pcm_s16le'] },
  });
  execFileSync('mv', [path, join(folder, 'film')]);
  expect(await take(1000).catch((error: unknown) => error)).toMatchObject({ wasStopped: true });
});
