import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { announce, askBy } from './amas-for-tests.ts';
import { advanceAma } from './states.ts';

let community: TestCommunity;
let ama: { id: string; path: string };
let question: string;

beforeEach(async () => {
  community = await createTestCommunity();
  ama = await announce(community);
  [question = ''] = await askBy(community, community.asker, { amaId: ama.id });
  const { clock, platform, answerer } = community;
  await platform.db.pool.query(
    `with thread as (insert into threads (id, kind, title, slug) values ('videoThread', 'video', 'The hour', 'the-hour'))
     insert into posts (id, thread_id, kind, profile_id, body, body_html, html_version, at)
     values ('videoThread', 'videoThread', 'video', $1, 'x', '<p>x</p>', 1, '2026-05-05')`,
    [answerer.account.profile?.id],
  );
  await platform.db.pool.query(
    `insert into videos (id, thread_id, profile_id, state) values ('videoThread', 'videoThread', $1, 'waiting')`,
    [answerer.account.profile?.id],
  );
  clock.set(new Date('2026-05-04T15:12:41Z'));
  await advanceAma(platform, ama.id);
  await act(`queue/${question}`, { act: 'answering' });
  await act(`queue/${question}/answers`, { body: 'You see it in the calendars.', seen: '0' });
  clock.set(new Date('2026-05-04T16:30:00Z'));
  await advanceAma(platform, ama.id);
});
afterEach(async () => await community.close());

async function act(place: string, fields: Record<string, string>): Promise<Response> {
  return await community.answerer.client.post(`/amas/${ama.id}/${place}`, fields);
}

test('each answer leads to its moment of the recording, counted from where the AMA begins in it', async () => {
  const video = 'http://cairn.test/videos/videoThread/the-hour?t=3';
  expect((await act('recording', { recording: video, begins: '0:30' })).status).toBe(303);
  const page = await community.newClient().page(ama.path);
  expect(page).toContain('Watch the recording');
  expect(page).toContain('/videos/videoThread/the-hour?t=791');
  expect(page).toContain('Watch it · 13:11');
  expect(await community.newClient().page(`${ama.path}/${question}`)).toContain('Watch it · 13:11');
  expect((await act('recording', { recording: '' })).status).toBe(303);
  expect(await community.newClient().page(ama.path)).not.toContain('Watch');
});

test('what was answered when becomes chapters of a host’s video, and of nobody else’s', async () => {
  const { pool } = community.platform.db;
  const chapters = async () => (await pool.query('select starts_ms as at, title from chapters')).rows;
  const recording = { recording: '/videos/videoThread/the-hour', begins: '0:30' };
  await pool.query('update videos set profile_id = null');
  await act('recording', recording);
  expect(await chapters()).toEqual([]);
  await pool.query('update videos set profile_id = $1', [community.answerer.account.profile?.id]);
  await act('recording', recording);
  expect(await chapters()).toEqual([{ at: 791_000, title: 'How do you know that one is coming?' }]);
  await act('recording', { ...recording, begins: '1:00' });
  expect(await chapters()).toHaveLength(1);
});

test('what is no video here and no time is refused, and comes back as it was typed', async () => {
  for (const fields of [
    { recording: '/videos/absent11111/x', begins: '' },
    { recording: `/questions/${question}/x`, begins: '' },
    { recording: '/videos/videoThread/the-hour', begins: 'soon' },
  ]) {
    const response = await act('recording', fields);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(`value="${fields.recording}"`);
  }
});
