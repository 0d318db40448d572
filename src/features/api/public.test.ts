import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addComment } from '../comments/comments.ts';
import { MARKDOWN_VERSION } from '../../platform/markdown/markdown.ts';
import type { ApiForTests } from './api-for-tests.ts';
import { createApiForTests } from './api-for-tests.ts';
import type { PublicPost } from './public-posts.ts';
import { publicAnswer } from './public.ts';

let api: ApiForTests;

beforeAll(async () => {
  api = await createApiForTests();
  await addTopic(api.community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => api.community.close());

it('nothing that names an account leaves, in any answer to anybody', async () => {
  const { platform, asker, answerer, colleague } = api.community;
  const { id } = await ask(platform, asker);
  const answerId = await answer(platform, answerer, { questionId: id, byline: 'named' });
  const onAnswer = { onId: answerId, body: 'Why?', byline: 'role' as const };
  const { id: commentId } = await addComment(platform, colleague.account, onAnswer);
  await api.call('asker', `PUT /posts/${answerId}/vote`, { value: 1 });
  await api.call('asker', `PUT /answers/${answerId}/acceptance`);
  const secrets = await secretsOf([asker, answerer, colleague].map(({ account }) => account.id));
  for (const who of [null, 'asker', 'answerer', 'moderator', 'admin'] as const) {
    for (const address of [
      '/questions',
      `/questions/${id}`,
      `/questions/${id}/answers`,
      `/answers/${answerId}`,
      `/answers/${answerId}/comments`,
      `/comments/${commentId}`,
      '/topics/tech-lead/questions',
      '/search?q=payments',
    ]) {
      for (const own of who && !address.startsWith('/search') ? ['', 'own=1'] : ['']) {
        const { status, text, headers } = await api.call(who, `GET ${address}${own ? `?${own}` : ''}`);
        expect(status).toBe(200);
        const sent = text + JSON.stringify([...headers]);
        expect(secrets.filter((secret) => sent.includes(secret))).toEqual([]);
      }
    }
  }
});

/** Accounts, addresses, authors and profiles as they stand in the database, in the ways they could be printed. */
async function secretsOf(accountIds: string[]): Promise<string[]> {
  const { pool } = api.community.platform.db;
  const { rows } = await pool.query<{ secret: string }>(
    `select id::text as secret from accounts where id = any ($1)
     union all select email from accounts where id = any ($1)
     union all select id from profiles
     union all select encode(id, 'hex') from authors
     union all select encode(voter_key, 'hex') from votes`,
    [accountIds],
  );
  const plain = rows.map(({ secret }) => secret);
  expect(plain.length).toBeGreaterThanOrEqual(10);
  const bytes = plain.filter((secret) => /^[0-9a-f]{32}$/.test(secret)).map((hex) => Buffer.from(hex, 'hex'));
  return [...plain, ...bytes.flatMap((each) => [each.toString('base64'), each.toString('base64url')])];
}

const post: PublicPost = {
  ...{
    id: 'abcdef',
    kind: 'answer',
    threadKind: 'question',
    threadId: 'ghijkl',
    slug: 'a-question',
    onId: 'ghijkl',
  },
  ...{
    authorId: Buffer.alloc(16),
    profileId: null,
    body: 'x',
    bodyHtml: '<p>x</p>',
    htmlVersion: MARKDOWN_VERSION,
  },
  ...{
    at: new Date(0),
    editedAt: null,
    revision: 1,
    up: 0,
    down: 0,
    accepted: false,
    asker: false,
    thread: null,
  },
  ...{ name: null, profileSlug: null, title: null, handle: 'Quiet Heron' },
  ...{ level: null, role: null, nativeLevel: 'SDE 2', company: 'Example' },
};
const publisher = { origin: 'https://cairn.test', communityName: 'Cairn' };

it('a byline says no more than is printed: without level and role, no company’s own level either', () => {
  expect(publicAnswer(publisher, post).byline).toEqual({
    ...{ form: 'company', text: 'Works at Example', level: null, role: null, nativeLevel: null },
    ...{ company: 'Example', handle: 'Quiet Heron' },
  });
  const finer = { ...post, level: 'Mid-Level', role: 'Software Engineer' };
  expect(publicAnswer(publisher, finer).byline).toMatchObject({
    text: 'Mid-Level Software Engineer [SDE 2] at Example',
    nativeLevel: 'SDE 2',
  });
});

it('what an older renderer has made is rendered again', () => {
  const older = { ...post, body: '*x*', bodyHtml: '<p>old</p>', htmlVersion: 0 };
  expect(publicAnswer(publisher, older).bodyHtml).toContain('<em>x</em>');
});
