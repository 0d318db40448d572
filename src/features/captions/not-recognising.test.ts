import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import { redirectOf } from '../../../test/client.ts';
import { wordsHold } from './recognition-claims.ts';
import {
  addFilm,
  heard,
  recogniseNow,
  recognitionOf,
  say,
  tracksOf,
  withRecogniser,
  writeRecogniser,
} from './recognition-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

const here = withRecogniser();

test.runIf(films).each([
  ['what is no captions', say('Words of a machine about marzipan.'), 'cannot be read as captions'],
  [
    'a line that is none',
    say('WEBVTT\n\n00:00.000 --> 00:00.900\nmarzipan\n\nsoon\nmarzipan\n'),
    'cannot be read as captions',
  ],
  ['nothing', 'true', 'cannot be read as captions'],
  ['no text', `printf '\\377\\376\\000'`, 'cannot be read as captions'],
  ['too much', 'yes marzipan', 'more than captions can be'],
  ['a failure', 'echo marzipan; echo marzipan >&2; exit 3', 'failed at this video'],
  ['an answer, and then a failure', `${say(heard)}; exit 1`, 'failed at this video'],
])(
  '%s is tried three times, and then told to its author, in the log without a word of it',
  async (_, script, reason) => {
    await writeRecogniser(here.folder, script);
    const { id } = await addFilm(here.community);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await recogniseNow(here.community);
      expect(await recognitionOf(here.community, id)).toMatchObject({
        ...{ attempts: attempt, state: attempt < 3 ? 'waiting' : 'failed' },
      });
      // Not at once.
      await recogniseNow(here.community);
      expect(await recognitionOf(here.community, id)).toMatchObject({ attempts: attempt });
      here.community.clock.pass(5);
    }
    expect(await here.own(id)).toContain(reason);
    expect(await tracksOf(here.community, id)).toEqual([]);
    expect(here.logged).toHaveLength(3);
    expect(JSON.stringify(here.logged)).not.toContain('marzipan');
  },
);

test.runIf(films)('a command that hangs is stopped', async () => {
  await writeRecogniser(here.folder, 'echo WEBVTT; sleep 600');
  const { id } = await addFilm(here.community);
  await here.community.platform.db.pool.query('update recognitions set attempts = 2');
  await recogniseNow(here.community, { longestMs: 300 });
  expect(await here.own(id)).toContain('took longer than is given to one');
});

test.runIf(films)('a command that is not there is told of as that', async () => {
  await rm(join(here.folder, 'recogniser'));
  const { id } = await addFilm(here.community);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await recogniseNow(here.community);
    here.community.clock.pass(5);
  }
  expect(await here.own(id)).toContain('could not be started');
  expect(JSON.stringify(here.logged)).toContain('the command is not there');
});

test.runIf(films)('where no words are heard, its author is told so at once', async () => {
  await writeRecogniser(here.folder, say('WEBVTT\n\n'));
  const { id } = await addFilm(here.community);
  await recogniseNow(here.community);
  expect(await recognitionOf(here.community, id)).toMatchObject({ state: 'failed', attempts: 1 });
  expect(await here.own(id)).toContain('The machine has heard no words');
});

test('without ffmpeg nothing can be heard, which its author is told', async () => {
  await here.open({ FFMPEG: 'off', RECOGNISER_COMMAND: join(here.folder, 'recogniser') });
  const { id } = await addFilm(here.community, { files: { 'video.mp4': Buffer.from('a film') } });
  await recogniseNow(here.community);
  expect(await recognitionOf(here.community, id)).toMatchObject({ state: 'failed', attempts: 1 });
  expect(await here.own(id)).toContain('before its admins install ffmpeg');
});

test.runIf(films)('what a process that died was working at is taken over, but not for ever', async () => {
  const { platform, clock } = here.community;
  const { id } = await addFilm(here.community);
  const die = async (attempts: number) => {
    await platform.db.pool.query(
      `update recognitions set state = 'working', attempts = $2, touched_at = $3, run = repeat('a', 32) where video_id = $1`,
      [id, attempts, clock.now()],
    );
  };
  await die(3);
  const hold = await platform.holds.take(wordsHold(id));
  clock.pass(1);
  await recogniseNow(here.community);
  expect(await recognitionOf(here.community, id)).toMatchObject({ state: 'working' });
  await hold?.release();
  await recogniseNow(here.community);
  expect(await recognitionOf(here.community, id)).toMatchObject({ state: 'failed' });
  // One that lives and says nothing any more.
  await platform.holds.take(wordsHold(id));
  await die(1);
  clock.pass(3);
  await recogniseNow(here.community);
  expect((await tracksOf(here.community, id)).map(({ source }) => source)).toEqual(['recogniser']);
});

test.runIf(films)('its author asks again where it failed, and where the captions were removed', async () => {
  const { answerer, asker, platform } = here.community;
  await writeRecogniser(here.folder, 'exit 1');
  const { id } = await addFilm(here.community);
  const ask = async (member = answerer) => await member.client.post(`/videos/own/${id}/recognition`);
  expect((await ask()).status).toBe(409);
  await platform.db.pool.query('update recognitions set attempts = 2');
  await recogniseNow(here.community);
  expect(await here.own(id)).toContain('Recognise the words');
  expect((await ask(asker)).status).toBe(404);
  expect((await here.community.newClient().post(`/videos/own/${id}/recognition`)).status).toBe(401);
  await writeRecogniser(here.folder, say(heard));
  expect(redirectOf(await ask())).toBe(`/videos/own/${id}`);
  await recogniseNow(here.community);
  expect(await here.own(id)).not.toContain('Recognise the words');
  const { rows } = await platform.db.pool.query<{ id: string }>('select id from caption_tracks');
  redirectOf(await answerer.client.post(`/captions/${rows[0]?.id}/removal`));
  expect(await here.own(id)).toContain('Recognise the words');
  redirectOf(await ask());
  await recogniseNow(here.community);
  expect(await tracksOf(here.community, id)).toHaveLength(1);
  const answers = [];
  for (let times = 0; times < 31; times += 1) answers.push((await ask()).status);
  expect(answers).toContain(409);
  expect(answers.at(-1)).toBe(429);
});
