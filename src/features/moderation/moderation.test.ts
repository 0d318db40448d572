import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { beginConversation } from '../notifications/conversation-for-tests.ts';

let community: TestCommunity;
let conversation: Awaited<ReturnType<typeof beginConversation>>;

beforeEach(async () => {
  community = await createTestCommunity();
  conversation = await beginConversation(community);
});

afterEach(async () => {
  await community.close();
});

async function flag(postId: string, name: 'outsider' | 'colleague', fields: Record<string, string>) {
  await community[name].client.post(`/posts/${postId}/flags`, fields);
}

async function act(postId: string, fields: Record<string, string>) {
  return await community.moderator.client.post(`/moderation/posts/${postId}/acts`, fields);
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await community.platform.db.pool.query<Record<string, unknown>>(sql)).rows;
}

const order = (page: string, ...texts: string[]) => texts.map((text) => page.indexOf(text));

test('the queue shows flagged posts with what was said against them; what identifies someone comes first', async () => {
  const { question, answerId, comment } = conversation;
  const commentId = await comment(community.colleague, question.id, 'A harmless remark.');
  await flag(answerId, 'outsider', { reason: 'spam' });
  await flag(answerId, 'colleague', { reason: 'other', note: 'It sells a course.' });
  await flag(commentId, 'outsider', { reason: 'abuse' });
  await flag(question.id, 'outsider', { reason: 'identifies', note: 'Only one team has this.' });
  const page = await community.moderator.client.page('/moderation');
  const places = order(page, 'Only one team has this.', 'It sells a course.', 'A harmless remark.');
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(page).toContain('It identifies someone');
  expect(page).toContain('Ada Example');
});

test('an empty queue says so; an admin sees it too', async () => {
  for (const { client } of [community.moderator, community.admin]) {
    expect(await client.page('/moderation')).toContain('Nothing waits');
    expect(await client.page('/moderation/log')).toContain('Nothing was decided yet');
  }
});

test('nobody else gets in: members are refused, and whoever is signed out is asked to sign in', async () => {
  const { answerId } = conversation;
  const post = `/moderation/posts/${answerId}`;
  for (const path of ['/moderation', '/moderation/log', post, '/moderation/posts/abcdefghijk']) {
    expect((await community.asker.client.get(path)).status).toBe(403);
    expect((await community.newClient().get(path)).status).toBe(401);
  }
  for (const fields of [{ act: 'hide', reason: 'because' }, {}]) {
    expect((await community.answerer.client.post(`${post}/acts`, fields)).status).toBe(403);
    expect((await community.newClient().post(`${post}/acts`, fields)).status).toBe(401);
  }
  expect(await rows('select from moderation_acts')).toEqual([]);
});

test('a hidden answer is gone for everyone but its author, who reads why; brought back it is there again', async () => {
  const { question, answerId } = conversation;
  const words = 'Ask what the';
  const reader = community.newClient();
  const seen = async () => [
    (await reader.page(question.path)).includes(words),
    (await community.asker.client.page(question.path)).includes(words),
    (await community.answerer.client.page(question.path)).includes(words),
  ];
  expect(await seen()).toEqual([true, true, true]);
  const hidden = await act(answerId, { act: 'hide', reason: 'It names a colleague.' });
  expect(redirectOf(hidden)).toBe(`/moderation/posts/${answerId}?done=hide`);
  expect(await seen()).toEqual([false, false, true]);
  expect(await community.answerer.client.page(question.path)).toContain('It names a colleague.');
  expect((await reader.get(`/posts/${answerId}`)).status).toBe(404);
  await act(answerId, { act: 'restore' });
  expect(await seen()).toEqual([true, true, true]);
});

test('a hidden question leaves the lists and the search documents with all that stands below it', async () => {
  const { question } = conversation;
  await act(question.id, { act: 'hide', reason: 'abuse' });
  expect(await rows('select from listings')).toEqual([]);
  expect(await rows('select from search_documents')).toEqual([]);
  expect((await community.newClient().get(question.path)).status).toBe(404);
  await act(question.id, { act: 'restore' });
  expect((await rows('select from search_documents')).length).toBe(2);
  expect((await community.newClient().get(question.path)).status).toBe(200);
});

test('a locked thread takes nothing from anybody until it is unlocked, and says why', async () => {
  const { question, answerId } = conversation;
  const { asker, colleague } = community;
  const tries = () =>
    Promise.all([
      colleague.client.post(`/questions/${question.id}/answers`, { body: 'An answer.', byline: 'member' }),
      colleague.client.post(`/posts/${answerId}/comments`, { body: 'A comment.', byline: 'member' }),
      colleague.client.post(`/posts/${answerId}/vote`, { value: '1' }),
      asker.client.get(`/posts/${question.id}/edit`),
      asker.client.post(`/posts/${answerId}/acceptance`, { accepted: '1' }),
    ]);
  await act(answerId, { act: 'lock', reason: 'This went in circles.' });
  expect((await tries()).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  expect(await community.newClient().page(question.path)).toContain('This went in circles.');
  await act(question.id, { act: 'unlock' });
  expect((await tries()).map(({ status }) => status)).toEqual([303, 303, 303, 200, 303]);
});

test('from a locked thread an author can still take a post down, but not bring it back', async () => {
  const { answerId } = conversation;
  const { client } = community.answerer;
  await act(answerId, { act: 'lock', reason: 'This went in circles.' });
  expect((await client.post(`/posts/${answerId}/removal`, { removed: '1' })).status).toBe(303);
  expect((await client.post(`/posts/${answerId}/removal`, { removed: '0' })).status).toBe(403);
});

test('a question that a moderator closed takes no answers, and its asker cannot open it', async () => {
  const { question } = conversation;
  const closure = `/posts/${question.id}/closure`;
  await act(question.id, { act: 'close', reason: 'Asked twice.' });
  expect((await community.asker.client.post(closure, { closed: '0' })).status).toBe(403);
  expect(await community.newClient().page(question.path)).toContain('Asked twice.');
  await act(question.id, { act: 'reopen' });
  expect(await rows('select from closures')).toEqual([]);
});

test('dismissed flags leave the queue, and the post stays as it was', async () => {
  const { answerId, question } = conversation;
  await flag(answerId, 'outsider', { reason: 'spam' });
  const done = await act(answerId, { act: 'dismiss', from: 'queue' });
  expect(redirectOf(done)).toBe('/moderation?done=dismiss');
  const page = await community.moderator.client.page('/moderation?done=dismiss');
  expect(page).toContain('The flags are dismissed.');
  expect(page).toContain('Nothing waits');
  expect(await community.newClient().page(question.path)).toContain('Ask what the');
});

test('what its author took down is nobody’s: not shown, not in the queue, and no moderator brings it back', async () => {
  const { answerId } = conversation;
  await flag(answerId, 'outsider', { reason: 'identifies' });
  await community.answerer.client.post(`/posts/${answerId}/removal`, { removed: '1' });
  const { client } = community.moderator;
  expect(await client.page('/moderation')).toContain('Nothing waits');
  const page = await client.page(`/moderation/posts/${answerId}`);
  expect(page).toContain('Its author has taken this down');
  expect(page).not.toContain('Ask what the');
  expect((await act(answerId, { act: 'restore' })).status).toBe(409);
  expect((await act(answerId, { act: 'hide', reason: 'abuse' })).status).toBe(409);
  expect(await rows('select by from removals')).toEqual([{ by: 'author' }]);
});

test('nor is it a moderator’s who has hidden it before, nor what stands on it, nor its title, the log’s too', async () => {
  const { answerId, question } = conversation;
  const { client } = community.moderator;
  await act(answerId, { act: 'hide', reason: 'It names a colleague.' });
  expect(await client.page(`/moderation/posts/${answerId}`)).toContain('Ask what the');
  await community.answerer.client.post(`/posts/${answerId}/removal`, { removed: '1' });
  expect(await client.page(`/moderation/posts/${answerId}`)).not.toContain('Ask what the');
  expect(await client.page(question.path)).not.toContain('Ask what the');
  const title = /should.i.leave.before/i;
  expect(await client.page('/moderation/log')).toMatch(title);
  await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '1' });
  for (const path of [
    `/moderation/posts/${answerId}`,
    `/moderation/posts/${question.id}`,
    '/moderation/log',
  ]) {
    expect(await client.page(path), path).not.toMatch(title);
  }
});

test('each act stands in the log once, with who did it and why, also where it was sent twice', async () => {
  const { answerId } = conversation;
  for (const fields of [{ act: 'hide', reason: 'It names a colleague.' }, { act: 'restore' }]) {
    await act(answerId, fields);
    await act(answerId, fields);
    community.clock.pass(1);
  }
  const log = await community.admin.client.page('/moderation/log');
  const places = order(log, 'Brought a post back', 'Hid a post', '“It names a colleague.”');
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(log.match(/Hid a post/g)).toHaveLength(1);
  expect(log).toContain('A moderator without a profile');
  expect(await community.moderator.client.page('/moderation/log')).toContain('You');
  expect((await rows('select moderator_id from moderation_acts')).map((row) => row['moderator_id'])).toEqual([
    community.moderator.account.id,
    community.moderator.account.id,
  ]);
});

test('a moderator who closes a question on its own page is written down; an asker who does is not', async () => {
  const { question } = conversation;
  const closure = `/posts/${question.id}/closure`;
  await community.asker.client.post(closure, { closed: '1', reason: 'It is settled.' });
  await community.asker.client.post(closure, { closed: '0' });
  expect(await rows('select from moderation_acts')).toEqual([]);
  await community.moderator.client.post(closure, { closed: '1', reason: 'Asked twice.' });
  expect(await rows('select act, reason from moderation_acts')).toEqual([
    { act: 'close', reason: 'Asked twice.' },
  ]);
});

test.each<[string, Record<string, string>, number]>([
  ['nothing', {}, 422],
  ['an act that is none', { act: 'ban', reason: 'because' }, 422],
  ['a field too many', { act: 'restore', account: 'x' }, 422],
  ['no reason', { act: 'hide' }, 422],
  ['a reason that is too short', { act: 'lock', reason: 'no' }, 422],
  ['a reason that is too long', { act: 'lock', reason: 'x'.repeat(501) }, 422],
])('a form with %s does nothing', async (_, fields, status) => {
  const response = await act(conversation.answerId, fields);
  expect(response.status).toBe(status);
  expect(await rows('select from moderation_acts')).toEqual([]);
});

test('a form that lacks its reason comes back open and filled, with the message beside the field', async () => {
  const response = await act(conversation.answerId, { act: 'lock', reason: 'no' });
  const page = await response.text();
  expect(page).toContain('The reason needs at least 3 characters.');
  expect(page).toMatch(/<input[^>]*id="field-reason"[^>]*value="no"/);
  expect(page).toMatch(/<details[^>]*open/);
});

test('an act on what is not there is nowhere', async () => {
  expect((await act('abcdefghijk', { act: 'hide', reason: 'because' })).status).toBe(404);
  expect((await community.moderator.client.get('/moderation/posts/abcdefghijk')).status).toBe(404);
  expect((await community.moderator.client.get('/moderation/log?before=x')).status).toBe(404);
});
