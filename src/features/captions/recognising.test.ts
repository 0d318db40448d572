import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import { redirectOf } from '../../../test/client.ts';
import { talk } from '../../../test/videos.ts';
import { makeWorkFolder } from '../../platform/media/work-folder.ts';
import { beginVideo, film, rowOf, sendForm, until, workNow } from '../videos/videos-for-tests.ts';
import {
  addFilm,
  heard,
  recogniseNow,
  recognitionOf,
  say,
  tracksOf,
  withRecogniser,
  workerOf,
  writeRecogniser,
} from './recognition-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

const here = withRecogniser();

test.runIf(films)(
  'what is said in a film is written down after it was made ready, told of, and found',
  async () => {
    const { answerer } = here.community;
    const id = await beginVideo(answerer, { language: 'en-GB' });
    await sendForm(answerer, id, await film(here.folder));
    await workNow(here.community);
    expect(await rowOf(here.community, id)).toMatchObject({ state: 'ready', thread_id: id });
    expect(await here.own(id)).toContain('A machine is writing down what is said.');
    const path = `/videos/${id}/reading-a-design-document`;
    expect(await here.community.newClient().page(path)).not.toContain('marzipan');
    await recogniseNow(here.community);
    expect(await tracksOf(here.community, id)).toEqual([
      { lang: 'en-GB', source: 'recogniser', words: 'Words of a machine about marzipan.' },
    ]);
    expect(await recognitionOf(here.community, id)).toBeNull();
    for (const page of [path, `${path}/transcript`]) {
      const seen = await here.community.newClient().page(page);
      expect(seen).toContain('about marzipan.');
      expect(seen).toContain('Recognised by a machine');
    }
    expect(await here.community.newClient().page('/search?q=marzipan')).toContain(
      'Reading a design document',
    );
    const page = await here.own(id);
    expect(page).toContain('A machine has written down what is said');
    expect(page).toContain(`href="/posts/${id}/captions"`);
    expect(here.logged).toEqual([]);
  },
);

test.runIf(films)(
  'the command gets the sound and the language, and nothing of what Cairn knows',
  async () => {
    const script = `pwd > ${here.folder}/where; env > ${here.folder}/environment; head -c 4 "$3" > ${here.folder}/sound
    printf 'WEBVTT\n\n00:00.000 --> 00:00.900\n%s in %s, of %s\n' "$1" "$2" "$#"`;
    await writeRecogniser(here.folder, script);
    process.env['SECRET_OF_A_TEST'] = 'planted';
    const { id } = await addFilm(here.community);
    await recogniseNow(here.community);
    delete process.env['SECRET_OF_A_TEST'];
    expect((await tracksOf(here.community, id)).map(({ words }) => words)).toEqual(['--lang in en, of 3']);
    expect(await readFile(join(here.folder, 'sound'), 'utf8')).toBe('RIFF');
    const environment = await readFile(join(here.folder, 'environment'), 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toMatch(/planted|DATABASE|KEYS|SMTP|RECOGNISER/);
    const where = (await readFile(join(here.folder, 'where'), 'utf8')).trim();
    expect(where).toContain('cairn-media-');
    expect(existsSync(where)).toBe(false);
  },
);

test.runIf(films)('the command is never read by a shell, and the file stands where it says', async () => {
  const script = `test -f "\${1#--in=}" && printf 'WEBVTT\n\n00:00.000 --> 00:00.900\n%s of %s\n' "$2" "$#"`;
  const command = await writeRecogniser(here.folder, script);
  await here.open({ RECOGNISER_COMMAND: `${command} --in={file} *` });
  const { id } = await addFilm(here.community);
  await recogniseNow(here.community);
  expect((await tracksOf(here.community, id)).map(({ words }) => words)).toEqual(['* of 2']);
});

test.runIf(films)('what a person has written is never replaced, also when it arrives meanwhile', async () => {
  const { answerer } = here.community;
  const script = `touch ${here.folder}/began; while [ ! -e ${here.folder}/go ]; do sleep 0.05; done; ${say(heard)}`;
  await writeRecogniser(here.folder, script);
  const { id } = await addFilm(here.community);
  const working = recogniseNow(here.community);
  await until(() => Promise.resolve(existsSync(join(here.folder, 'began'))));
  const brought = { lang: 'en', kind: 'captions', captions: talk };
  redirectOf(await answerer.client.post(`/posts/${id}/captions`, brought));
  await writeFile(join(here.folder, 'go'), '');
  await working;
  const tracks = await tracksOf(here.community, id);
  expect(tracks.map(({ lang, source }) => [lang, source])).toEqual([['en', 'author']]);
  expect(tracks[0]?.words).toContain('nobody noticed the migration');
  await recogniseNow(here.community);
  expect(await recognitionOf(here.community, id)).toBeNull();
  expect(await here.own(id)).not.toContain('machine');
});

test.runIf(films)(
  'captions that are there are enough, in whichever country the language is spoken',
  async () => {
    const { platform } = here.community;
    const known = await addFilm(here.community, { captions: { 'en-US': talk } });
    expect(await recognitionOf(here.community, known.id)).toBeNull();
    const other = await addFilm(here.community, { captions: { de: talk } });
    await recogniseNow(here.community);
    const tracks = await tracksOf(here.community, other.id);
    expect(tracks.map(({ lang, source }) => [lang, source])).toEqual([
      ['de', 'author'],
      ['en', 'recogniser'],
    ]);
    const silent = await addFilm(here.community);
    await platform.db.pool.query('delete from recognitions');
    await platform.db.pool.query('update videos set has_audio = false where id = $1', [silent.id]);
    expect((await here.community.answerer.client.post(`/videos/own/${silent.id}/recognition`)).status).toBe(
      409,
    );
  },
);

test.runIf(films)(
  'another language that is said to be spoken meanwhile is what is listened for',
  async () => {
    const { platform } = here.community;
    const script = `touch ${here.folder}/$2; while [ ! -e ${here.folder}/go ]; do sleep 0.05; done; ${say(heard)}`;
    await writeRecogniser(here.folder, script);
    const { id } = await addFilm(here.community);
    const working = recogniseNow(here.community);
    await until(() => Promise.resolve(existsSync(join(here.folder, 'en'))));
    await platform.db.pool.query(`update videos set language = 'de' where id = $1`, [id]);
    await writeFile(join(here.folder, 'go'), '');
    await working;
    expect((await tracksOf(here.community, id)).map(({ lang }) => lang)).toEqual(['de']);
    expect(existsSync(join(here.folder, 'de'))).toBe(true);
  },
);

test.runIf(films)(
  'a process that stops leaves it to another one, as if it had not begun, and nothing on the disk',
  async () => {
    const { platform } = here.community;
    const script = `pwd > ${here.folder}/where.new; mv ${here.folder}/where.new ${here.folder}/where; sleep 600`;
    await writeRecogniser(here.folder, script);
    const { id } = await addFilm(here.community);
    const worker = workerOf(here.community);
    const working = worker.work();
    await until(() => Promise.resolve(existsSync(join(here.folder, 'where'))));
    await worker.stop();
    await working;
    expect(await recognitionOf(here.community, id)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(existsSync((await readFile(join(here.folder, 'where'), 'utf8')).trim())).toBe(false);
    expect(here.logged).toEqual([]);
    await writeRecogniser(here.folder, say(heard));
    // What one that was killed leaves goes with the next attempt.
    const left = await makeWorkFolder(platform.config, `words-${id}`);
    await recogniseNow(here.community);
    expect(existsSync(left)).toBe(false);
    expect((await tracksOf(here.community, id)).map(({ source }) => source)).toEqual(['recogniser']);
  },
);

test.runIf(films)('a video that is deleted meanwhile ends it quietly, and nothing stays', async () => {
  const { answerer } = here.community;
  await writeRecogniser(
    here.folder,
    `pwd > ${here.folder}/where.new; mv ${here.folder}/where.new ${here.folder}/where; sleep 600`,
  );
  const id = await beginVideo(answerer, { publish: 'later' });
  await sendForm(answerer, id, await film(here.folder));
  await workNow(here.community);
  const working = recogniseNow(here.community);
  await until(() => Promise.resolve(existsSync(join(here.folder, 'where'))));
  redirectOf(await answerer.client.post(`/videos/own/${id}/deletion`));
  await working;
  expect(await recognitionOf(here.community, id)).toBeNull();
  expect(existsSync((await readFile(join(here.folder, 'where'), 'utf8')).trim())).toBe(false);
  expect(here.logged).toEqual([]);
});

test.runIf(films)('two processes do not listen to the same', async () => {
  await writeRecogniser(here.folder, `echo once >> ${here.folder}/times; ${say(heard)}`);
  const { id } = await addFilm(here.community);
  await Promise.all([recogniseNow(here.community), recogniseNow(here.community)]);
  expect(await tracksOf(here.community, id)).toHaveLength(1);
  expect(await readFile(join(here.folder, 'times'), 'utf8')).toBe('once\n');
});

test.runIf(films)('words of a video for members stay theirs', async () => {
  const { asker } = here.community;
  const { path } = await addFilm(here.community, { audience: 'members' });
  await recogniseNow(here.community);
  expect(await asker.client.page(`${path}/transcript`)).toContain('about marzipan');
  expect((await here.community.newClient().get(`${path}/transcript`)).status).toBe(404);
  expect(await here.community.newClient().page(path)).not.toContain('marzipan');
  expect(await here.community.newClient().page('/search?q=marzipan')).not.toContain('moved payments');
});

test.runIf(films)('once its author has corrected it, it is a machine’s no more', async () => {
  const { answerer, asker } = here.community;
  const { id, path } = await addFilm(here.community);
  await recogniseNow(here.community);
  const { rows } = await here.community.platform.db.pool.query<{ id: string }>(
    'select id from caption_tracks',
  );
  const corrections = `/captions/${rows[0]?.id}/corrections`;
  const fields = { revision: '1', 'cue-0': 'Words of a person about marzipan.' };
  await asker.client.post(corrections, fields);
  expect(await here.community.newClient().page(path)).toContain('Recognised by a machine');
  redirectOf(await answerer.client.post(corrections, fields));
  const page = await here.community.newClient().page(path);
  expect(page).toContain('Words of a person');
  expect(page).not.toContain('Recognised by a machine');
  expect(await here.own(id)).not.toContain('machine');
});

test.runIf(films)('nothing of it is there where it is off', async () => {
  await here.open({});
  const { answerer, platform } = here.community;
  const id = await beginVideo(answerer);
  await sendForm(answerer, id, await film(here.folder));
  await workNow(here.community);
  expect(await recognitionOf(here.community, id)).toBeNull();
  expect(await here.own(id)).not.toMatch(/machine|Recognise/);
  expect((await answerer.client.post(`/videos/own/${id}/recognition`)).status).toBe(404);
  const { rows } = await platform.db.pool.query(`select from pgboss.queue where name = 'recognise-words'`);
  expect(rows).toEqual([]);
});

test.runIf(films)('it is done by itself where jobs are', async () => {
  const { platform } = here.community;
  await platform.jobs.start();
  const { id } = await addFilm(here.community);
  await until(async () => (await tracksOf(here.community, id)).length > 0);
  expect((await tracksOf(here.community, id))[0]?.source).toBe('recogniser');
});
