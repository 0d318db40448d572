import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf, type TestClient } from '../../../test/client.ts';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { announce, announcement, askBy } from './amas-for-tests.ts';

let community: TestCommunity;
let ama: { id: string; path: string };

beforeEach(async () => {
  community = await createTestCommunity();
  ama = await announce(community);
});
afterEach(async () => await community.close());

/** The path of a link that the host or a moderator has made for Grace. */
async function invite(by: 'answerer' | 'moderator' = 'answerer'): Promise<string> {
  const fields = { act: 'invite', name: 'Grace Example', title: 'Director at Contoso' };
  const response = await community[by].client.post(`/amas/${ama.id}/hosts`, fields);
  const page = await response.text();
  const [, path = ''] =
    /class="one-time-link">http:\/\/cairn\.test(\/amas\/invitation\/[\w-]+)</.exec(page) ?? [];
  return path;
}

async function come(path: string): Promise<TestClient> {
  const guest = community.newClient();
  expect(redirectOf(await guest.post(path, { as: 'guest' }))).toBe(`/amas/stage/${ama.id}`);
  return guest;
}

test('somebody without an account hosts by a link: looking at it uses nothing up, taking it once does', async () => {
  const path = await invite();
  for (let look = 0; look < 3; look += 1)
    expect(await community.newClient().page(path)).toContain('Grace Example');
  expect(await community.newClient().page(ama.path)).not.toContain('Grace Example');
  const guest = await come(path);
  expect(await community.newClient().page(ama.path)).toContain('Grace Example');
  const [question = ''] = await askBy(community, community.asker, { amaId: ama.id });
  const answer = { body: 'I would ask who is not invited any more.', seen: '0' };
  expect((await guest.post(`/amas/${ama.id}/queue/${question}/answers`, answer)).status).toBe(303);
  const page = await community.newClient().page(`${ama.path}/${question}`);
  expect(page).toContain('Grace Example');
  expect(page).toContain('who is not invited any more');
  expect((await community.newClient().get('/people/grace-example')).status).toBe(200);
});

test('a link that is used twice, also at the same moment, lets one browser in', async () => {
  const path = await invite();
  const clients = Array.from({ length: 10 }, () => community.newClient());
  const answers = await Promise.all(
    clients.map(async (client) => (await client.post(path, { as: 'guest' })).status),
  );
  expect(answers.filter((status) => status === 303)).toHaveLength(1);
  expect(answers.filter((status) => status === 409)).toHaveLength(9);
  const late = await community.newClient().get(path);
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('This link was used already');
});

test('after its end, or once the AMA was called off, a link opens nothing', async () => {
  const path = await invite();
  community.clock.pass(30 * 24 * 60);
  const late = await community.newClient().post(path, { as: 'guest' });
  expect(late.status).toBe(403);
  expect(await late.text()).toContain('opens nothing any more');
  ama = await announce(community, { startDate: '2026-07-01', title: 'Another one, later in the year' });
  const other = await invite();
  await community.answerer.client.post(`/amas/${ama.id}/state`, { act: 'cancel', reason: 'I am ill.' });
  expect((await community.newClient().get(other)).status).toBe(403);
  expect((await community.newClient().get('/amas/invitation/nothing')).status).toBe(404);
});

test('a guest’s browser hosts this AMA and no other, until the host takes them out', async () => {
  const guest = await come(await invite());
  const other = await announce(community, { title: 'Another AMA altogether' });
  expect((await guest.get(`/amas/stage/${ama.id}`)).status).toBe(200);
  expect((await guest.get(`/amas/stage/${other.id}`)).status).toBe(403);
  for (const path of ['/settings', '/notifications', '/drafts'])
    expect((await guest.get(path)).status).toBe(401);
  const { rows } = await community.platform.db.pool.query<{ id: string }>(
    `select id from profiles where slug = 'grace-example'`,
  );
  const out = { act: 'remove', profileId: rows[0]?.id ?? '' };
  expect((await community.answerer.client.post(`/amas/${ama.id}/hosts`, out)).status).toBe(303);
  expect((await guest.get(`/amas/stage/${ama.id}`)).status).toBe(403);
  expect(await community.newClient().page(ama.path)).not.toContain('Grace Example');
});

test('a member who takes the link hosts under their own profile; a host asks nothing and is not added twice', async () => {
  const { admin, answerer, platform } = community;
  const path = await invite();
  expect((await admin.client.post(path, { as: 'member' })).status).toBe(403);
  expect((await answerer.client.post(path, { as: 'member' })).status).toBe(409);
  expect(redirectOf(await answerer.client.post(path, { as: 'guest' }))).toBe(`/amas/stage/${ama.id}`);
  const { rows } = await platform.db.pool.query('select from ama_hosts where thread_id = $1', [ama.id]);
  expect(rows).toHaveLength(2);
});

test('whom a moderator names is announced at once; members name nobody but by a link', async () => {
  await invite('moderator');
  expect(await community.newClient().page(ama.path)).toContain('Grace Example');
  const add = { act: 'add', slug: 'ada-example' };
  expect((await community.answerer.client.post(`/amas/${ama.id}/hosts`, add)).status).toBe(403);
  expect((await community.moderator.client.post(`/amas/${ama.id}/hosts`, add)).status).toBe(409);
  const nobody = { act: 'add', slug: 'nobody-at-all' };
  expect((await community.moderator.client.post(`/amas/${ama.id}/hosts`, nobody)).status).toBe(422);
});

test('a moderator announces for somebody without an account, and is shown the link once', async () => {
  const fields = { ...announcement, guestName: 'Alan Example', guestTitle: 'VP at Tailspin' };
  const response = await community.moderator.client.post('/amas', fields);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('/amas/invitation/');
  expect((await community.outsider.client.post('/amas', fields)).status).toBe(403);
});

test('a question is handed over to a co-host, and stands so on the stage', async () => {
  const guest = await come(await invite());
  const [question = ''] = await askBy(community, community.asker, { amaId: ama.id });
  const { rows } = await community.platform.db.pool.query<{ id: string }>(
    `select id from profiles where slug = 'grace-example'`,
  );
  const place = `/amas/${ama.id}/queue/${question}`;
  const { client } = community.answerer;
  expect((await client.post(place, { act: 'hand', to: rows[0]?.id ?? '' })).status).toBe(303);
  for (const host of [client, guest]) {
    expect(await host.page(`/amas/stage/${ama.id}`)).toContain('for Grace Example');
  }
  expect((await client.post(place, { act: 'hand', to: 'nobody11111' })).status).toBe(409);
  expect((await client.post(place, { act: 'hand', to: '' })).status).toBe(303);
  expect(await guest.page(`/amas/stage/${ama.id}`)).not.toContain('for Grace Example');
});
