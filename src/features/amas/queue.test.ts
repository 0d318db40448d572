import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { announce, askBy } from './amas-for-tests.ts';
import { advanceAma } from './states.ts';

let community: TestCommunity;
let ama: { id: string; path: string };

beforeEach(async () => {
  community = await createTestCommunity();
  ama = await announce(community);
});
afterEach(async () => await community.close());

async function ask(
  member: 'asker' | 'colleague' | 'outsider',
  body: string,
  byline = member === 'outsider' ? 'member' : 'role',
): Promise<string> {
  const [id = ''] = await askBy(community, community[member], { amaId: ama.id, body, byline });
  return id;
}

async function act(
  question: string,
  fields: Record<string, string>,
  by: 'answerer' | 'moderator' = 'answerer',
) {
  return await community[by].client.post(`/amas/${ama.id}/queue/${question}`, fields);
}

async function answer(question: string, body: string, seen = '0'): Promise<Response> {
  return await community.answerer.client.post(`/amas/${ama.id}/queue/${question}/answers`, { body, seen });
}

async function goLive(): Promise<void> {
  community.clock.set(new Date('2026-05-04T15:05:00Z'));
  await advanceAma(community.platform, ama.id);
}

/** Texts in the order of the page. */
function order(page: string, texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => page.indexOf(a) - page.indexOf(b)).filter((text) => page.includes(text));
}

test('votes order the queue, and what is pinned comes first', async () => {
  const first = 'How do you know that one is coming?';
  const second = 'Whom do you tell before it is public?';
  const third = 'Would you do it again, knowing all this?';
  await ask('asker', first);
  const voted = await ask('colleague', second);
  const pinned = await ask('outsider', third);
  await community.moderator.client.post(`/posts/${voted}/vote`, { value: '1' });
  await community.admin.client.post(`/posts/${voted}/vote`, { value: '1' });
  expect(order(await community.newClient().page(ama.path), [first, second, third])[0]).toBe(second);
  expect((await act(pinned, { act: 'pin' })).status).toBe(303);
  expect(order(await community.newClient().page(ama.path), [first, second, third]).slice(0, 2)).toEqual([
    third,
    second,
  ]);
});

test('500 votes of one member at once count as one, and a second one that takes it back as none', async () => {
  const id = await ask('asker', 'How do you know that one is coming?');
  const { client } = community.moderator;
  const vote = async (value: string) =>
    await Promise.all(
      Array.from({ length: 500 }, async () => await client.post(`/posts/${id}/vote`, { value })),
    );
  const statuses = (await vote('1')).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([303]));
  const count = async () => {
    const { rows } = await community.platform.db.pool.query<{ up: number }>(
      'select up from posts where id = $1',
      [id],
    );
    return rows[0]?.up;
  };
  expect(await count()).toBe(1);
  await vote('0');
  expect(await count()).toBe(0);
});

test('nobody votes for their own question', async () => {
  const id = await ask('asker', 'How do you know that one is coming?');
  expect((await community.asker.client.post(`/posts/${id}/vote`, { value: '1' })).status).toBe(403);
});

test('the host turns to a question, answers it, and it has a page of its own', async () => {
  const body = 'How do you know that one is coming?';
  const id = await ask('asker', body);
  await goLive();
  expect((await act(id, { act: 'answering' })).status).toBe(303);
  expect(await community.newClient().page(ama.path)).toContain('Being answered now');
  expect((await answer(id, 'Calendars fill with meetings that have **no** title.')).status).toBe(303);
  const page = await community.newClient().page(`${ama.path}/${id}`);
  expect(page).toContain('<strong>no</strong> title');
  expect(page).toContain('"@type":"QAPage"');
  expect(await community.asker.client.page('/notifications')).toContain('Calendars fill with meetings');
  expect(await community.newClient().page('/sitemap.xml')).toContain(`${ama.path}/${id}</loc>`);
  expect((await community.newClient().get(`/posts/${id}`)).headers.get('location')).toBe(`${ama.path}/${id}`);
});

test('two hosts answer at once: the first stands, the second gets the text back, and can add it', async () => {
  const id = await ask('asker', 'How do you know that one is coming?');
  await goLive();
  const answers = await Promise.all([answer(id, 'The first of two.'), answer(id, 'The second of two.')]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  const refused = await answers.find(({ status }) => status === 409)?.text();
  expect(refused).toContain('A co-host has answered this meanwhile');
  expect(refused).toMatch(/The (first|second) of two\.<\/textarea>/);
  expect((await answer(id, 'Mine, added.', '1')).status).toBe(303);
  const page = await community.newClient().page(`${ama.path}/${id}`);
  expect(page).toContain('Mine, added.');
});

test('what is turned down is gone for all but its asker, who is told why, and the host can bring it back', async () => {
  const body = 'Which of your colleagues was the worst?';
  const id = await ask('asker', body);
  expect((await act(id, { act: 'dismiss', reason: '' })).status).toBe(422);
  const reason = 'We speak of no colleagues here.';
  expect((await act(id, { act: 'dismiss', reason })).status).toBe(303);
  expect(await community.newClient().page(ama.path)).not.toContain(body);
  expect((await community.newClient().get(`${ama.path}/${id}`)).status).toBe(404);
  expect((await community.colleague.client.get(`${ama.path}/${id}`)).status).toBe(404);
  expect(await community.asker.client.page(ama.path)).toContain(reason);
  expect(await community.asker.client.page('/notifications')).toContain(reason);
  expect(await community.colleague.client.page('/notifications')).not.toContain(reason);
  expect((await act(id, { act: 'restore' })).status).toBe(303);
  expect(await community.newClient().page(ama.path)).toContain(body);
});

test('with approval first a question is nobody’s to read until it is let in', async () => {
  ama = await announce(community, { approveFirst: '1', title: 'Another AMA, one with approval' });
  const body = 'How do you know that one is coming?';
  const id = await ask('asker', body);
  expect(await community.newClient().page(ama.path)).not.toContain(body);
  expect(await community.newClient().page('/search?q=coming')).not.toContain(body);
  expect(await community.asker.client.page(ama.path)).toContain('waits for the hosts to let it in');
  expect(await community.answerer.client.page(`/amas/stage/${ama.id}`)).toContain(body);
  expect((await act(id, { act: 'approve' })).status).toBe(303);
  expect(await community.newClient().page(ama.path)).toContain(body);
  expect((await act(id, { act: 'approve' })).status).toBe(409);
});

test('doubles are merged: one tally, both askers hear of the answer, and the other’s address leads there', async () => {
  const kept = await ask('asker', 'How do you know that one is coming?');
  const double = await ask('colleague', 'What are the signs that one is coming?');
  for (const id of [kept, double]) await community.moderator.client.post(`/posts/${id}/vote`, { value: '1' });
  await community.admin.client.post(`/posts/${double}/vote`, { value: '1' });
  expect((await act(double, { act: 'merge', into: double })).status).toBe(409);
  expect((await act(double, { act: 'merge', into: kept })).status).toBe(303);
  const page = await community.newClient().page(ama.path);
  expect(page).toContain('data-tally="3"');
  expect(page).toContain('One more person asked this');
  expect((await community.newClient().get(`${ama.path}/${double}`)).headers.get('location')).toBe(
    `${ama.path}/${kept}`,
  );
  await goLive();
  await answer(kept, 'Meetings without a title.');
  for (const member of [community.asker, community.colleague]) {
    expect(await member.client.page('/notifications')).toContain('Meetings without a title.');
  }
});

test('a moderator keeps the queue and answers nothing; all others are refused', async () => {
  const id = await ask('asker', 'How do you know that one is coming?');
  const { moderator, colleague } = community;
  expect((await act(id, { act: 'pin' }, 'moderator')).status).toBe(303);
  const place = `/amas/${ama.id}/queue/${id}`;
  expect((await moderator.client.post(`${place}/answers`, { body: 'I answer as a moderator.' })).status).toBe(
    403,
  );
  const others = [
    { client: colleague.client, status: 403 },
    { client: community.newClient(), status: 401 },
  ];
  for (const { client, status } of others) {
    expect((await client.post(place, { act: 'pin' })).status).toBe(status);
    expect((await client.post(`${place}/answers`, { body: 'I answer as nobody.' })).status).toBe(status);
    expect((await client.get(`/amas/stage/${ama.id}`)).status).toBe(status);
  }
});

test('a question of another AMA, one that is not there and an act that is none are refused', async () => {
  const id = await ask('asker', 'How do you know that one is coming?');
  const other = await announce(community, { title: 'Another AMA altogether' });
  const { client } = community.answerer;
  expect((await client.post(`/amas/${other.id}/queue/${id}`, { act: 'pin' })).status).toBe(404);
  expect((await act('123456789AB', { act: 'pin' })).status).toBe(404);
  expect((await act(id, { act: 'explode' })).status).toBe(422);
});

test('a sixth open question of one person waits until one was answered', async () => {
  for (const word of ['first', 'second', 'third', 'fourth', 'fifth']) {
    await ask('asker', `This is my ${word} question of them.`);
  }
  const sixth = { body: 'This is my sixth question of them.', byline: 'role' };
  const response = await community.asker.client.post(`/amas/${ama.id}/questions`, sixth);
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain('5 of your questions wait here already');
  expect(page).toContain('This is my sixth question of them.');
});

test('hosts ask nothing in their own AMA', async () => {
  const question = { body: 'May I ask something myself?', byline: 'member' };
  expect((await community.answerer.client.post(`/amas/${ama.id}/questions`, question)).status).toBe(403);
});
