import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films, makeClip } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { VideoWorker } from '../videos/processing.ts';
import { sweepVideos } from '../videos/sweeping.ts';
import { exportCairn } from './export.ts';
import { importCairn } from './import.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  // Repacked: what becomes of a film is not looked at here.
  community = await createTestCommunity({ environment: { FFMPEG: 'off' } });
});

afterEach(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

const captions = 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Ask for the range first.\n';

const records = [
  { type: 'person', ref: 'p1', name: 'Grace Example' },
  {
    ...{
      type: 'video',
      ref: 'v1',
      title: 'Asking for more',
      body: 'Notes.',
      file: 'talk.mp4',
      at: '2024-05-01',
    },
    captions: [{ lang: 'en', file: 'talk.en.vtt' }],
    chapters: [
      { at: 0, title: 'Hello' },
      { at: 0.5, title: 'The range' },
    ],
    speakers: ['p1'],
  },
  { type: 'series', slug: 'pay', name: 'Pay', videos: ['v1'] },
];

async function write(written: readonly object[] = records, name = 'import.jsonl'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, written.map((record) => JSON.stringify(record)).join('\n'));
  return path;
}

async function bring(): Promise<void> {
  await makeClip(join(folder, 'talk.mp4'), { seconds: 1, size: '160x120' });
  await writeFile(join(folder, 'talk.en.vtt'), captions);
  const report = await importCairn(community.platform, await write());
  expect([report.rejected, report.notes]).toEqual([[], []]);
  await new VideoWorker(community.platform).work();
}

async function exported(
  name: string,
): Promise<{ film: Buffer; words: string; record: Record<string, unknown> }> {
  const { path, missing } = await exportCairn(community.platform, join(folder, `${name}.jsonl`));
  expect(missing).toEqual([]);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const record =
    lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ type }) => type === 'video') ??
    {};
  const [track] = record['captions'] as { file: string }[];
  return {
    film: await readFile(join(folder, String(record['file']))),
    words: await readFile(join(folder, track?.file ?? ''), 'utf8'),
    record,
  };
}

test.runIf(films)(
  'a film that a file brings is made ready, watched, read and found by what is said in it',
  async () => {
    await bring();
    const reader = community.newClient();
    expect(await reader.page('/search?q=range')).toContain('Asking for more');
    const { rows } = await community.platform.db.pool.query<{
      id: string;
      state: string;
      original: string | null;
    }>('select id, state, original from videos');
    expect(rows).toMatchObject([{ state: 'ready', original: null }]);
    const page = await reader.page(`/videos/${rows[0]?.id}/asking-for-more`);
    for (const words of ['Ask for the range first.', 'The range', 'Grace Example', '/media/open/'])
      expect(page).toContain(words);
    expect(await reader.page('/series/pay')).toContain('Asking for more');
  },
);

test.runIf(films)('what was made of it goes out again, and brought back changes nothing', async () => {
  await bring();
  const first = await exported('first');
  expect(first.film.includes('ftyp')).toBe(true);
  expect(first.words).toBe(captions);
  expect(first.record).toMatchObject({
    chapters: [
      { at: 0, title: 'Hello' },
      { at: 0.5, title: 'The range' },
    ],
  });
  const { rows: before } = await community.platform.db.pool.query(
    'select state, folder, original from videos',
  );
  await importCairn(community.platform, join(folder, 'first.jsonl'));
  const { rows: after } = await community.platform.db.pool.query(
    'select state, folder, original from videos',
  );
  expect(after).toEqual(before);
  const again = await importCairn(community.platform, join(folder, 'first.jsonl'));
  expect(again.counts.video).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
  expect((await exported('second')).film.equals(first.film)).toBe(true);
});

test.runIf(films)('another film under the same ref takes its place once it is ready', async () => {
  await bring();
  const { rows: before } = await community.platform.db.pool.query<{ folder: string }>(
    'select folder from videos',
  );
  await makeClip(join(folder, 'talk.mp4'), { seconds: 2, size: '160x120' });
  await importCairn(community.platform, await write());
  await new VideoWorker(community.platform).work();
  const { rows: after } = await community.platform.db.pool.query<{ folder: string; duration_ms: number }>(
    'select folder, duration_ms from videos',
  );
  expect(after[0]?.folder).not.toBe(before[0]?.folder);
  expect(after[0]?.duration_ms).toBeGreaterThan(1900);
});

test.runIf(films)(
  'one film of two records is made ready twice, and sweeping keeps what is needed',
  async () => {
    await makeClip(join(folder, 'talk.mp4'), { seconds: 1, size: '160x120' });
    const two = ['v1', 'v2'].map((ref) => ({
      type: 'video',
      ref,
      title: `The film ${ref}`,
      file: 'talk.mp4',
    }));
    await importCairn(
      community.platform,
      await write([...two.map((video) => ({ ...video, author: 'p1' })), records[0] ?? {}]),
    );
    await new VideoWorker(community.platform).work();
    await sweepVideos(community.platform);
    const { rows } = await community.platform.db.pool.query('select state from videos');
    expect(rows).toEqual([{ state: 'ready' }, { state: 'ready' }]);
  },
);

test('a question was asked at a second, an answer leads to another, and both go out and come back', async () => {
  await writeFile(join(folder, 'talk.en.vtt'), captions);
  const film = 'fiLm1234567';
  const question = {
    type: 'question',
    ref: 'q1',
    title: 'And if they ask me first?',
    body: 'Then what?',
    author: 'p1',
  };
  const asked = [
    ...records.slice(0, 2).map((record) => (record.type === 'video' ? { ...record, ref: film } : record)),
    { ...question, moment: { video: film, at: 0.5 } },
    { type: 'answer', ref: 'a1', question: 'q1', author: 'p1', body: `As [she says](/videos/${film}?t=1).` },
  ];
  const report = await importCairn(community.platform, await write(asked));
  expect(report.rejected).toEqual([]);
  const moments = async () =>
    (
      await community.platform.db.pool.query(
        'select video_id, at_ms, words, asked from moments order by at_ms',
      )
    ).rows;
  expect(await moments()).toMatchObject([
    { video_id: film, at_ms: 500, words: expect.stringContaining('range') as string, asked: true },
    { video_id: film, at_ms: 1000, asked: false },
  ]);
  const { path } = await exportCairn(community.platform, join(folder, 'out.jsonl'));
  expect(await readFile(path, 'utf8')).toContain(`"moment":{"video":"${film}","at":0.5}`);
  const before = await moments();
  const again = await importCairn(community.platform, path);
  expect([again.counts.question.unchanged, again.counts.answer.unchanged]).toEqual([1, 1]);
  expect(await moments()).toEqual(before);
  const nowhere = { ...question, ref: 'q2', moment: { video: 'nothing', at: 1 } };
  const refused = await importCairn(
    community.platform,
    await write([records[0] ?? {}, nowhere], 'more.jsonl'),
  );
  expect(refused.rejected.map(({ text }) => text)).toEqual(['there is no video “nothing”']);
});

test('captions that cannot be read are noted with the line, and the video is there', async () => {
  await writeFile(join(folder, 'talk.en.vtt'), 'WEBVTT\n\n00:00.000 -> 00:01.000\nHello\n');
  const report = await importCairn(community.platform, await write());
  expect(report.notes.map(({ text }) => text).join(' ')).toMatch(
    /the captions in “en” were left out\. Line \d/,
  );
  expect(report.counts.video.added).toBe(1);
});

test('what members alone may watch is left out of an export, but for its page', async () => {
  await writeFile(join(folder, 'talk.en.vtt'), captions);
  await writeFile(join(folder, 'talk.mp4'), 'a film');
  await importCairn(community.platform, await write());
  await community.platform.db.pool.query(`update videos set audience = 'members'`);
  const { path } = await exportCairn(community.platform, join(folder, 'out.jsonl'));
  const text = await readFile(path, 'utf8');
  expect(text).toContain('Asking for more');
  expect(text).not.toMatch(/talk|\.vtt|\.mp4|The range/);
});
