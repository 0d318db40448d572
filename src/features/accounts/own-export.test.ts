import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeFresh } from '../../../test/fresh.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { saveCareer } from '../careers/careers.ts';
import { addComment } from '../comments/comments.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { addIdentity } from '../identities/identities.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { beginSession } from '../sessions/sessions.ts';
import { castVote } from '../votes/votes.ts';
import { addApiToken } from './api-tokens.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, answerer, asker, outsider, colleague, moderator } = community;
  for (const { client } of [answerer, asker, outsider, colleague, moderator]) makeFresh(platform, client);
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(() => community.close());

type Line = { type: string } & Record<string, unknown>;

async function download(client: TestClient): Promise<Line[]> {
  const response = await client.get('/settings/export');
  expect(response.status).toBe(200);
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

test('one’s own is all there, and nothing of anybody else’s', async () => {
  const { platform, answerer, asker } = community;
  const question = await ask(platform, asker, {
    title: 'A question that the asker has asked',
    body: 'Secret words.',
  });
  const answerId = await answer(platform, answerer, { questionId: question.id, body: 'My masked answer.' });
  const own = await ask(platform, answerer, {
    title: 'A question by the name of its asker',
    byline: 'named',
  });
  await removeOwnPost(platform, answerer.account, own.id);
  await castVote(platform, answerer.account, { postId: question.id, value: 1 });
  await castVote(platform, asker.account, { postId: answerId, value: -1 });
  const fields = { body: 'Half a thought.' };
  await saveDraft(platform, answerer.account, {
    id: '',
    version: 0,
    kind: 'answer',
    on: question.id,
    fields,
  });
  const token = await addApiToken(platform, answerer.account.id, 'Reader of mine');
  await addIdentity(platform, platform.db, {
    ...{ issuer: 'https://id.example', subject: 'subject-1', accountId: answerer.account.id },
  });
  await saveCareer(platform, asker.account.id, {
    level: null,
    role: 'Shipwright',
    company: null,
    nativeLevel: null,
  });

  const response = await answerer.client.get('/settings/export');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="cairn-export.jsonl"');
  const text = await response.text();
  for (const secret of [token, 'asker@cairn.test', 'Secret words.', 'Shipwright', answerer.account.id]) {
    expect(text).not.toContain(secret);
  }

  const lines = await download(answerer.client);
  const of = (type: string) => lines.filter((line) => line.type === type);
  expect(of('account')).toMatchObject([{ email: 'answerer@cairn.test', role: 'member', hasPassword: false }]);
  expect(of('career')).toMatchObject([{ role: 'Backend Engineer', level: 'Staff' }]);
  expect(of('profile')).toMatchObject([{ name: 'Ada Example', slug: 'ada-example' }]);
  expect(of('session')).toMatchObject([{ present: true }]);
  expect(of('apiToken')).toMatchObject([{ name: 'Reader of mine' }]);
  expect(of('linkedAccount')).toEqual([{ type: 'linkedAccount', issuer: 'https://id.example' }]);
  expect(of('post')).toMatchObject([
    {
      ...{ id: answerId, kind: 'answer', thread: question.id, body: 'My masked answer.', removed: false },
      threadTitle: 'A question that the asker has asked',
      byline: { form: 'community', who: 'Backend Engineer' },
    },
    {
      ...{ id: own.id, kind: 'question', removed: true },
      byline: { form: 'named', name: 'Ada Example', title: 'Staff Engineer at Fabrikam' },
    },
  ]);
  expect(of('draft')).toMatchObject([{ kind: 'answer', on: question.id, fields }]);
  expect(of('vote')).toEqual([{ type: 'vote', on: question.id, value: 1 }]);
  expect(lines.at(-1)).toEqual({ type: 'end' });
});

test('only who is signed in gets one, and no other site takes it', async () => {
  expect((await community.newClient().get('/settings/export')).status).toBe(401);
  const embedded = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'script',
  };
  expect((await community.answerer.client.get('/settings/export', embedded)).status).toBe(401);
});

test('who found a browser open gets none: it would say which masks are one person’s', async () => {
  const { admin, platform } = community;
  const tried = await admin.client.get('/settings/export');
  expect(redirectOf(tried)).toBe('/sign-in?again=1&to=%2Fsettings%2Faccount');
  makeFresh(platform, admin.client);
  expect((await admin.client.get('/settings/export')).status).toBe(200);
});

test('it ends within two seconds of its session', async () => {
  const { platform, moderator, clock } = community;
  const question = await ask(platform, moderator, { title: 'A question of who signs out', byline: 'member' });
  for (let count = 0; count < 60; count += 1) {
    const body = 'A reply. '.repeat(200);
    await addComment(platform, moderator.account, { onId: question.id, body, byline: 'member' });
  }
  const client = community.newClient();
  client.cookies.set('session', (await beginSession(platform, moderator.account.id)).token);
  makeFresh(platform, client);
  const response = await client.get('/settings/export');
  const pieces: string[] = [];
  for await (const piece of response.body ?? []) {
    pieces.push(Buffer.from(piece).toString());
    if (pieces.length > 1) continue;
    await client.post('/sign-out');
    clock.set(new Date(clock.now().getTime() + 2000));
  }
  expect(response.status).toBe(200);
  expect(pieces.length).toBeLessThan(20);
  expect(pieces.join('')).not.toContain('"type":"end"');
});

test('the title of somebody else’s question goes with the question', async () => {
  const { platform, asker, moderator } = community;
  const mine = await ask(platform, moderator, {
    title: 'A question of mine that I take down',
    byline: 'member',
  });
  const theirs = await ask(platform, asker, { title: 'A title that says too much of its asker' });
  await answer(platform, moderator, { questionId: theirs.id, body: 'What I said to it.', byline: 'member' });
  await removeOwnPost(platform, asker.account, theirs.id);
  await removeOwnPost(platform, moderator.account, mine.id);
  const text = JSON.stringify(await download(moderator.client));
  expect(text).toContain('What I said to it.');
  expect(text).toContain('A question of mine that I take down');
  expect(text).not.toContain('says too much');
});

test('an hour has room for six', async () => {
  const { client } = community.outsider;
  const statuses = [];
  for (let count = 0; count < 7; count += 1) {
    const response = await client.get('/settings/export');
    await response.text();
    statuses.push(response.status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
});

test('two thousand posts come in the order in which they were written', { timeout: 60_000 }, async () => {
  const { platform, colleague } = community;
  const { pool } = platform.db;
  const question = await ask(platform, colleague, { title: 'A question with a great many replies' });
  const { rows } = await pool.query<{ author: Buffer }>(
    'select author_id as author from posts where id = $1',
    [question.id],
  );
  const ids = Array.from({ length: 2000 }, (_, number) => `Many${String(number).padStart(7, '0')}`);
  await pool.query(
    `insert into posts (id, thread_id, kind, on_id, author_id, body, body_html, html_version, at)
     select id, $2, 'comment', $2, $3, 'Comment ' || id || repeat(' and more', 100), '', 1, timestamptz '2026-05-04 10:00Z'
     from unnest($1::text[]) as id`,
    [ids, question.id, rows[0]?.author],
  );
  const owner = { accountId: colleague.account.id, kind: 'own-posts', padTo: 64 };
  for (const [index, id] of ids.entries())
    await platform.slots.insert(platform.db, owner, index + 1, Buffer.from(id));
  const response = await colleague.client.get('/settings/export');
  let [pieces, text] = [0, ''];
  for await (const piece of response.body ?? []) {
    pieces += 1;
    text += Buffer.from(piece).toString();
  }
  expect(pieces).toBeGreaterThan(1000);
  const posts = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ type }) => type === 'post');
  expect(posts.map(({ id }) => id)).toEqual([question.id, ...ids]);
});
