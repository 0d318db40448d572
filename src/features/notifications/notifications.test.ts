import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { setAcceptance } from '../answers/answers.ts';
import { accessPost } from '../posts/posts.ts';
import { setRemoved } from '../posts/removal.ts';
import { beginConversation } from './conversation-for-tests.ts';
import { countUnread } from './unread.ts';

let community: TestCommunity;
let conversation: Awaited<ReturnType<typeof beginConversation>>;

beforeEach(async () => {
  community = await createTestCommunity();
  conversation = await beginConversation(community);
});

afterEach(async () => {
  await community.close();
});

/** What a page of notifications says, one line each, without markup. */
function entries(html: string): string[] {
  return [...html.matchAll(/<h2 class="entry-title">(.*?)<\/h2>/gs)].map(([, words = '']) =>
    words.replace(/<[^>]+>/g, '').trim(),
  );
}

async function unread(name: 'asker' | 'answerer' | 'colleague'): Promise<number> {
  community.clock.pass(1);
  return await countUnread(community.platform, community[name].account);
}

test('an asker finds the answer: by whom, its beginning, and the way to it', async () => {
  const { asker } = community;
  const page = await asker.client.page('/notifications');
  expect(entries(page)).toEqual(['Answered your question Should I leave before the reorg?']);
  expect(page).toContain('Ada Example');
  expect(page).toContain('Ask what the reorg is for.');
  expect(page).toContain(`href="/posts/${conversation.answerId}"`);
  expect((await asker.client.get(`/posts/${conversation.answerId}`)).status).toBe(302);
});

test('nobody else is told of it, and what one writes oneself is no news', async () => {
  const { answerer, outsider } = community;
  await conversation.comment(answerer, conversation.answerId, 'I should add one thing.');
  for (const { client } of [answerer, outsider]) {
    const page = await client.page('/notifications');
    expect(entries(page)).toEqual([]);
    expect(page).toContain('Nothing new');
  }
});

test('whoever is signed out is asked to sign in', async () => {
  expect((await community.newClient().get('/notifications')).status).toBe(401);
});

test('comments on a question, on an answer, replies, and an accepted answer are told to those they concern', async () => {
  const { asker, answerer, colleague, platform } = community;
  const { question, answerId, comment } = conversation;
  const first = await comment(colleague, question.id, 'Same here.');
  await comment(answerer, first, 'What did you do?');
  await comment(asker, answerId);
  await setAcceptance(platform, asker.account, { answerId, accepted: true });
  const seen = async (name: 'asker' | 'answerer' | 'colleague') =>
    entries(await community[name].client.page('/notifications')).map((line) => line.split(' Should')[0]);
  expect(new Set(await seen('asker'))).toEqual(
    new Set(['Answered your question', 'Commented on your question']),
  );
  expect(new Set(await seen('answerer'))).toEqual(
    new Set(['Commented on your answer to', 'Accepted your answer to']),
  );
  expect(await seen('colleague')).toEqual(['Replied to your comment on']);
});

test('who replied in a conversation hears of later replies in it, but not of earlier ones', async () => {
  const { asker, answerer, colleague, clock } = community;
  const { question, comment } = conversation;
  const first = await comment(colleague, question.id, 'Same here.');
  await comment(asker, first, 'Since when?');
  clock.pass(30);
  await comment(answerer, first, 'Is it the same team?');
  clock.pass(30);
  await comment(colleague, first, 'Since spring.');
  const beside = entries(await answerer.client.page('/notifications'));
  expect(beside).toEqual(['Replied after you on Should I leave before the reorg?']);
});

test('the number in the header falls to none once the page was opened, and rises with the next reply', async () => {
  const { asker, answerer, colleague } = community;
  expect(await unread('asker')).toBe(1);
  expect(await community.asker.client.page('/')).toContain('Account, 1 unread');
  const opened = await asker.client.page('/notifications');
  expect(opened).toContain('>New<');
  expect(opened).not.toContain('unread');
  expect(await asker.client.page('/notifications')).not.toContain('>New<');
  expect(await unread('asker')).toBe(0);
  await conversation.comment(colleague, conversation.question.id);
  await conversation.comment(answerer, conversation.question.id);
  expect(await unread('asker')).toBe(2);
  expect(await unread('colleague')).toBe(0);
});

test('a browser that loads the page ahead of time has not looked at it', async () => {
  const { asker } = community;
  await asker.client.get('/notifications', { 'sec-purpose': 'prefetch;prerender' });
  expect(await unread('asker')).toBe(1);
  await asker.client.get('/notifications', { 'sec-purpose': 'other' });
  expect(await unread('asker')).toBe(0);
});

test('a masked reply that comes after one looked counts, though its time is that of the quarter before', async () => {
  const { asker, colleague, clock } = community;
  clock.set(new Date('2026-05-04T10:13:00Z'));
  await asker.client.page('/notifications');
  await conversation.comment(colleague, conversation.question.id);
  clock.set(new Date('2026-05-04T10:15:30Z'));
  await asker.client.page('/notifications');
  clock.set(new Date('2026-05-04T10:16:10Z'));
  expect(await unread('asker')).toBe(0);
  const rows = await community.platform.db.pool.query('select at from posts where kind = $1', ['comment']);
  expect(rows.rows).toEqual([{ at: new Date('2026-05-04T10:00:00Z') }]);
});

test('what was hidden, and what hangs below it, is gone; it comes back when it is shown again', async () => {
  const { asker, answerer, colleague, platform } = community;
  const { answerId, comment } = conversation;
  const below = await comment(colleague, answerId, 'How do you know?');
  await comment(asker, below, 'Yes, how?');
  const hide = async (removed: boolean) => {
    const post = await accessPost(platform, answerer.account, answerId);
    await setRemoved(platform, post, { by: 'moderator', removed, reason: 'names a person' });
  };
  await hide(true);
  expect(entries(await asker.client.page('/notifications'))).toEqual([]);
  expect(entries(await colleague.client.page('/notifications'))).toEqual([]);
  expect(await unread('asker')).toBe(0);
  await hide(false);
  expect(entries(await asker.client.page('/notifications'))).toHaveLength(1);
  expect(entries(await colleague.client.page('/notifications'))).toHaveLength(1);
});

test('older ones stand on pages of their own, each once', async () => {
  const { asker, colleague, clock } = community;
  for (let index = 0; index < 34; index += 1) {
    if (index % 10 === 0) clock.pass(15);
    await conversation.comment(colleague, conversation.question.id, `Comment number ${index}.`);
  }
  const first = await asker.client.page('/notifications');
  const older = /href="(\/notifications\?before=[^"]+)"/.exec(first)?.[1] ?? '';
  const second = await asker.client.page(older.replaceAll('&amp;', '&'));
  expect([entries(first).length, entries(second).length]).toEqual([30, 5]);
  const numbers = [...`${first}${second}`.matchAll(/Comment number (\d+)\./g)].map(([, number]) => number);
  expect(new Set(numbers).size).toBe(34);
  expect(second).not.toContain('rel="next"');
});

test.each(['x', '2026-05-04T10:00:00.000Z_', "2026-05-04T10:00:00.000Z_a'", '2026-99-04T10:00:00.000Z_a'])(
  'a place that is none (%s) is nowhere',
  async (place) => {
    const { client } = community.asker;
    expect((await client.get(`/notifications?before=${encodeURIComponent(place)}`)).status).toBe(404);
  },
);

test('the page names no account', async () => {
  const { asker, answerer, colleague } = community;
  await conversation.comment(colleague, conversation.answerId);
  for (const { client } of [asker, answerer]) {
    const page = await client.page('/notifications');
    for (const { account } of [asker, answerer, colleague]) {
      expect(page).not.toContain(account.id);
      expect(page).not.toContain(account.email);
    }
  }
});
