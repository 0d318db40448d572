import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { RepeatedRandom } from '../../../test/repeated-random.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addApiToken, findTokenAccount } from '../accounts/api-tokens.ts';
import { setRole } from '../accounts/accounts.ts';
import { openAuthorToSanction } from '../bylines/opening.ts';
import { issueToken } from '../sessions/tokens.ts';
import { suspendAuthor, sweepSuspensions } from './suspending.ts';

let community: TestCommunity;
let question: Awaited<ReturnType<typeof ask>>;
let other: Awaited<ReturnType<typeof ask>>;
let answerId: string;
let sessions: Record<string, string>;

beforeEach(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer, moderator, admin } = community;
  const cookieOf = ({ client }: Member) => client.cookies.get('session') ?? '';
  sessions = {
    ...{ asker: cookieOf(asker), answerer: cookieOf(answerer) },
    ...{ moderator: cookieOf(moderator), admin: cookieOf(admin) },
  };
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  question = await ask(platform, asker, { byline: 'member' });
  other = await ask(platform, asker, { byline: 'member', title: 'Another thread by the same one' });
  answerId = await answer(platform, answerer, { questionId: question.id, byline: 'named' });
});

afterEach(() => community.close());

async function act(postId: string, fields: Record<string, string>): Promise<Response> {
  const path = `/moderation/posts/${postId}/acts`;
  return await community.moderator.client.post(path, fields);
}

/** What a moderator does, and what the job does then. */
async function suspend(postId: string, until = 'lifted', reason = 'Rude again.'): Promise<void> {
  expect((await act(postId, { act: 'suspend', reason, until })).status).toBe(303);
  await suspendAuthor(community.platform, postId);
}

async function rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
  return (await community.platform.db.pool.query(sql)).rows as Row[];
}

/** With the session from before: a browser whose account is suspended forgets its own. */
async function mayWrite(name: 'asker' | 'answerer' | 'moderator' | 'admin'): Promise<boolean> {
  const client = community.newClient();
  client.cookies.set('session', sessions[name] ?? '');
  return (await client.get('/drafts')).status === 200;
}

test('the author of a post is suspended from it, everywhere, and nobody else is', async () => {
  const { platform, asker } = community;
  const token = await addApiToken(platform, asker.account.id, 'Reader');
  const link = await issueToken(platform, platform.db, 'sign-in', { accountId: asker.account.id });
  await suspend(question.id);
  expect(await mayWrite('asker')).toBe(false);
  expect(await findTokenAccount(platform, token)).toBeNull();
  const tried = await community.newClient().post(`/sign-in/${link}`);
  expect(tried.status).toBe(403);
  expect(await tried.text()).toContain('This account is suspended.');
  const posted = await asker.client.post('/questions/new', {
    title: 'I write on',
    body: 'x',
    byline: 'member',
  });
  expect(posted.status).not.toBe(303);
  expect(await mayWrite('answerer')).toBe(true);
});

test('lifted from the same post it is over at once; from another post nothing changes', async () => {
  await suspend(question.id);
  expect(redirectOf(await act(other.id, { act: 'lift' }))).not.toContain('done');
  expect(await mayWrite('asker')).toBe(false);
  expect(redirectOf(await act(question.id, { act: 'lift' }))).toContain('done=lift');
  expect(await mayWrite('asker')).toBe(true);
});

test('two suspensions of one account hold until both are lifted', async () => {
  await suspend(question.id);
  await suspend(other.id);
  await act(question.id, { act: 'lift' });
  expect(await mayWrite('asker')).toBe(false);
  await act(other.id, { act: 'lift' });
  expect(await mayWrite('asker')).toBe(true);
});

test('for a week it ends after a week, and can then be put on again', async () => {
  await suspend(question.id, '7');
  community.clock.pass(7 * 24 * 60 - 1);
  expect(await mayWrite('asker')).toBe(false);
  community.clock.pass(1);
  expect(await mayWrite('asker')).toBe(true);
  const page = await community.moderator.client.page(`/moderation/posts/${question.id}`);
  expect(page).not.toContain('Author suspended');
  await suspend(question.id, '1');
  expect(await mayWrite('asker')).toBe(false);
  community.clock.pass(24 * 60);
  await sweepSuspensions(community.platform);
  expect(await rows('select from suspensions')).toEqual([]);
});

test('named posts too: whoever has the profile is suspended', async () => {
  await suspend(answerId);
  expect(await mayWrite('answerer')).toBe(false);
  expect(await mayWrite('asker')).toBe(true);
});

test('moderators and admins go on, and nothing says that it was their post', async () => {
  const { platform, moderator, admin } = community;
  const theirs = await ask(platform, admin, { byline: 'member', title: 'An admin asks this one' });
  const own = await ask(platform, moderator, { byline: 'member', title: 'A moderator asks this one' });
  for (const { id } of [theirs, own]) await suspend(id);
  expect([await mayWrite('admin'), await mayWrite('moderator')]).toEqual([true, true]);
  expect(await community.moderator.client.page(`/moderation/posts/${theirs.id}`)).toContain(
    'Author suspended',
  );
  await setRole(platform.db, admin.account.id, 'member');
  expect(await mayWrite('admin')).toBe(false);
});

test('the log names the moderator, the post and the reason; a second time there is nothing to do', async () => {
  await suspend(question.id, '7', 'Three warnings.');
  expect(
    redirectOf(await act(question.id, { act: 'suspend', reason: 'Once more.', until: '30' })),
  ).not.toContain('done');
  const log = await community.admin.client.page('/moderation/log');
  expect(log).toContain('Suspended the author of a post');
  expect(log).toContain('“Three warnings.”');
  expect(log).not.toContain('Once more.');
  expect(await rows('select act, post_id, moderator_id from moderation_acts')).toEqual([
    { act: 'suspend', post_id: question.id, moderator_id: community.moderator.account.id },
  ]);
});

test.each<[string, Record<string, string>]>([
  ['no reason', { act: 'suspend', until: '7' }],
  ['no end', { act: 'suspend', reason: 'Rude again.' }],
  ['an end that is none', { act: 'suspend', reason: 'Rude again.', until: '3650' }],
  ['a reason for lifting', { act: 'lift', reason: 'Enough.' }],
])('a form with %s suspends nobody', async (_, fields) => {
  expect((await act(question.id, fields)).status).toBe(422);
  expect(await rows('select from suspensions')).toEqual([]);
});

test('members suspend nobody, and nobody is suspended without an act in the log', async () => {
  const path = `/moderation/posts/${question.id}/acts`;
  const fields = { act: 'suspend', reason: 'I do not like it.', until: '7' };
  expect((await community.answerer.client.post(path, fields)).status).toBe(403);
  expect(await openAuthorToSanction(community.platform, question.id)).toBeUndefined();
  await community.platform.db.pool.query(
    "insert into suspensions (post_id, reason) values ($1, 'By hand.')",
    [question.id],
  );
  expect(await openAuthorToSanction(community.platform, question.id)).toBeUndefined();
  await suspendAuthor(community.platform, question.id);
  expect(await mayWrite('asker')).toBe(true);
});

test('a job that runs late, twice, or after all was lifted does no harm', async () => {
  await act(question.id, { act: 'suspend', reason: 'Rude again.', until: '7' });
  await act(question.id, { act: 'lift' });
  await suspendAuthor(community.platform, question.id);
  expect(await mayWrite('asker')).toBe(true);
  await suspend(question.id);
  const before = await rows('select * from suspensions');
  await suspendAuthor(community.platform, question.id);
  expect(await rows('select * from suspensions')).toEqual(before);
});

test('what a web process does about it needs no key that opens authors', async () => {
  const { platform } = community;
  await act(question.id, { act: 'suspend', reason: 'Rude again.', until: '7' });
  await expect(suspendAuthor({ ...platform, opener: null }, question.id)).rejects.toThrow('by workers only');
});

test('no row says who is suspended, nor that two posts are by the same one, nor that a third has no author', async () => {
  const { platform, asker, answerer } = community;
  const imported = await ask(platform, answerer, { byline: 'member', title: 'This one came by import' });
  await platform.db.pool.query('update authors set sealed = null where thread_id = $1', [imported.id]);
  for (const { id } of [question, other, imported]) await suspend(id);
  const kept = await rows<{ post_id: string; standing_key: Buffer }>('select * from suspensions');
  expect(kept.map(({ standing_key: key }) => key.length)).toEqual([16, 16, 16]);
  expect(new Set(kept.map(({ standing_key: key }) => key.toString('hex'))).size).toBe(3);
  const tables = await rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const keys = kept.map(({ standing_key: key }) => key.toString('hex'));
  const accounts = [asker, answerer].map(({ account }) => account.id);
  const posts = [question, other, imported].map(({ id }) => id);
  const lines: string[] = [];
  for (const { name } of tables) {
    const found = await rows<{ row: string }>(`select t::text as row from ${name} as t`);
    lines.push(...found.map(({ row }) => `${name} ${row}`));
  }
  const holding = (words: string[]) => lines.filter((line) => words.some((word) => line.includes(word)));
  expect(holding(keys).filter((line) => !line.startsWith('public.suspensions '))).toEqual([]);
  expect(holding(accounts).filter((line) => posts.some((id) => line.includes(id)))).toEqual([]);
  expect([holding(keys).length, holding(accounts).length > 2]).toEqual([3, true]);
});

test('nor does a backup of last month: who is suspended again is so under another key', async () => {
  const keys: string[] = [];
  for (const { id } of [question, other, question, other, question, other]) {
    await suspend(id);
    const [row] = await rows<{ key: string }>("select encode(standing_key, 'hex') as key from suspensions");
    keys.push(row?.key ?? '');
    expect(await mayWrite('asker')).toBe(false);
    await act(id, { act: 'lift' });
  }
  // They are drawn by lot: two of the six are the same once in twenty times, and hardly ever more.
  expect(new Set(keys).size).toBeGreaterThan(3);
});

test('nothing that others see changes by it, in this thread or any other', async () => {
  const { outsider, colleague } = community;
  const paths = [
    '/',
    '/questions',
    question.path,
    other.path,
    '/people',
    '/people/ada-example',
    '/feed.atom',
  ];
  const seen = async () => {
    const pages: string[] = [];
    for (const client of [community.newClient(), outsider.client, colleague.client])
      for (const path of [...paths, '/topics/tech-lead', `/search?q=lead`])
        pages.push(await client.page(path));
    return pages.map((page) => page.replaceAll(/nonce="[^"]*"/g, ''));
  };
  const before = await seen();
  await suspend(question.id);
  await suspend(answerId);
  expect(await seen()).toEqual(before);
});

/** What a moderator sees who suspends an author, by whom that author is. */
async function moderatorSees(author: 'asker' | 'admin' | 'moderator' | 'nobody'): Promise<string[]> {
  const here = await createTestCommunity({ injected: { random: new RepeatedRandom() } });
  const { platform, moderator, outsider, clock } = here;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const writer = author === 'nobody' ? outsider : here[author];
  const { id } = await ask(platform, writer, { byline: 'member' });
  if (author === 'nobody') await platform.db.pool.query('update authors set sealed = null');
  const pages: string[] = [];
  for (const fields of [{ act: 'suspend', reason: 'Rude.', until: '7' }, { act: 'lift' }]) {
    const done = await moderator.client.post(`/moderation/posts/${id}/acts`, fields);
    pages.push(`${done.status} ${redirectOf(done)}`, await moderator.client.page(redirectOf(done)));
    await suspendAuthor(platform, id);
    clock.pass(1);
    pages.push(
      await moderator.client.page(`/moderation/posts/${id}`),
      await moderator.client.page('/moderation/log'),
    );
  }
  await here.close();
  return pages.map((page) => page.replaceAll(/nonce="[^"]*"/g, ''));
}

test('a moderator sees the same whoever it was: a member, an admin, the moderator, or an author without an account', async () => {
  const pages = await moderatorSees('asker');
  expect(pages.join('')).toContain('Nobody here is told who that is.');
  expect(await moderatorSees('admin')).toEqual(pages);
  expect(await moderatorSees('moderator')).toEqual(pages);
  expect(await moderatorSees('nobody')).toEqual(pages);
});

test('it holds within two seconds, by the queue, which then forgets all but the post', async () => {
  const running = await createTestCommunity({ jobs: 'running' });
  const { platform, asker, moderator } = running;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const { id } = await ask(platform, asker, { byline: 'member' });
  await moderator.client.post(`/moderation/posts/${id}/acts`, {
    act: 'suspend',
    reason: 'Rude.',
    until: '7',
  });
  await expect
    .poll(async () => (await asker.client.get('/drafts')).status, { timeout: 2000, interval: 10 })
    .toBe(401);
  const { rows: jobs } = await platform.db.pool.query<{ data: object; output: unknown; rest: string }>(
    "select data, output, deletion_seconds as rest from pgboss.job where name = 'suspend-author'",
  );
  expect(jobs).toEqual([{ data: { postId: id }, output: null, rest: 3600 }]);
  await running.close();
});
