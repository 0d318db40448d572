import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnotherProcess, openAnotherProcess } from '../../../test/another-process.ts';
import { redirectOf } from '../../../test/client.ts';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addApiToken } from '../accounts/api-tokens.ts';
import { sendWord } from '../notifications/sending-word.ts';
import { beginSession } from '../sessions/sessions.ts';
import { importCairn } from '../transfer/import.ts';
import { missingKeysLine } from './missing-keys.ts';
import { sealAllAgain } from './sealing-again.ts';

let community: TestCommunity;
let after: AnotherProcess;
/** The session of the outsider. */
let before: string;
let question: Awaited<ReturnType<typeof ask>>;

/** A community in which everybody has done something, and whose folder of keys is then gone. */
beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer, outsider, colleague } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  question = await ask(platform, asker);
  await answer(platform, answerer, { questionId: question.id });
  await outsider.client.post(`/posts/${question.id}/vote`, { value: '1' });
  await outsider.client.post(`/posts/${question.id}/flags`, { reason: 'spam' });
  await asker.client.post('/drafts', { kind: 'question', title: 'Half a title', body: 'begun before' });
  await asker.client.page('/notifications');
  await addApiToken(platform, asker.account.id, 'Reader');
  await suspendAccount(platform, colleague.account.id);
  await rm(join(platform.config.dataDir, 'keys'), { recursive: true });
  before = community.outsider.client.cookies.get('session') ?? '';
  after = await openAnotherProcess(community);
  for (const { account, client } of [
    asker,
    answerer,
    outsider,
    colleague,
    community.moderator,
    community.admin,
  ])
    client.cookies.set('session', (await beginSession(after.platform, account.id)).token);
});

afterAll(async () => {
  await after.close();
  await community.close();
});

test('the start says in one line what is lost', () => {
  const line = missingKeysLine(after.platform) ?? '';
  expect(line).toMatch(/^Keys are lost \(version 1\): everything stays readable/);
  expect(line).not.toContain('\n');
  expect(missingKeysLine(community.platform)).toBeNull();
});

test('everybody signs in once more: what began before could be neither listed nor ended', async () => {
  const { outsider } = community;
  const stolen = after.clientOf({ client: community.newClient() });
  stolen.cookies.set('session', before);
  expect((await stolen.get('/settings')).status).toBe(401);
  expect((await after.clientOf(outsider).get('/settings')).status).toBe(200);
});

test('everything that was public is read as before', async () => {
  const reader = after.clientOf({ client: community.newClient() });
  const page = await reader.page(question.path);
  expect(page).toContain('he knew every customer');
  expect(page).toContain('Senior Software Engineer');
  for (const path of ['/', '/topics/tech-lead', '/search?q=lead', '/feed.atom', '/people/ada-example'])
    expect((await reader.get(path)).status, path).toBe(200);
});

/** Every address that the application answers, with ids that are there. */
function everyPath(): string[] {
  const params: Record<string, string> = {
    id: question.id,
    slug: question.path.split('/').at(-1) ?? '',
    name: 'ada-example',
  };
  const routes = after.app.routes.filter(({ method, path }) => method === 'GET' && !path.includes('*'));
  return [...new Set(routes.map(({ path }) => path))]
    .filter((path) => !/metrics|sign-out|assets/.test(path))
    .map((path) => path.replaceAll(/:([a-z]+)(\{[^}]*\})?\??/gi, (_, name: string) => params[name] ?? '1'));
}

test.each(['asker', 'moderator', 'admin', 'nobody'] as const)(
  'no page breaks for whoever is %s',
  async (name) => {
    const paths = everyPath();
    expect(paths.length).toBeGreaterThan(60);
    const browser = name === 'nobody' ? community.newClient() : community[name].client;
    const client = after.clientOf({ client: browser });
    const broken: string[] = [];
    for (const path of paths) {
      const { status } = await client.get(path);
      if (status >= 500) broken.push(`${path} ${status}`);
    }
    expect(broken).toEqual([]);
    expect(client.cookies.has('session')).toBe(name !== 'nobody');
  },
  30_000,
);

test('what was masked is nobody’s: its author cannot edit it, and may vote on it', async () => {
  const own = after.clientOf(community.asker);
  expect((await own.get(`/posts/${question.id}/edit`)).status).toBe(403);
  expect(await own.page('/drafts')).not.toContain('Half a title');
  expect(await own.page('/settings/career')).not.toContain('Northwind');
  expect((await own.post(`/posts/${question.id}/vote`, { value: '1' })).status).toBe(303);
});

test('people go on: they state a career, write, keep drafts, are told of answers and verified as who wrote it', async () => {
  const { asker, answerer } = community;
  const [own, other] = [after.clientOf(asker), after.clientOf(answerer)];
  const draft = await own.post('/drafts', { kind: 'question', title: 'Begun after', body: 'x' });
  expect(draft.status).toBe(200);
  expect(await own.page('/drafts')).toContain('Begun after');
  const mine = await ask(after.platform, asker, { title: 'I ask again after it', byline: 'member' });
  expect((await own.get(`/posts/${mine.id}/edit`)).status).toBe(200);
  const written = await other.post(`/questions/${mine.id}/answers`, {
    body: 'An answer to that.',
    byline: 'member',
  });
  expect(redirectOf(written)).toContain(mine.id);
  expect(await own.page('/notifications')).toContain('I ask again after it');
  await own.page('/notifications');
  expect(await own.page(question.path)).toContain('he knew every customer');
  await sendWord(after.platform, mine.id);
  await sendWord(after.platform, question.id);
  const { rows } = await after.platform.db.pool.query('select subject from kept_mails');
  expect(rows).toHaveLength(1);
});

test('what is sealed anew at the start leaves the lost seals alone', async () => {
  expect(await sealAllAgain(after.platform)).toBe(0);
  const { rows } = await after.platform.db.pool.query('select from authors where get_byte(sealed, 1) = 1');
  expect(rows.length).toBeGreaterThan(0);
});

test('what a suspension was made with is lost with the rest, and the moderators see it still', async () => {
  const { colleague, moderator } = community;
  expect((await after.clientOf(colleague).get('/drafts')).status).toBe(200);
  const { rows } = await after.platform.db.pool.query<{ id: string }>(
    'select post_id as id from suspensions',
  );
  const page = await after.clientOf(moderator).page(`/moderation/posts/${rows[0]?.id}`);
  expect(page).toContain('Author suspended');
});

test('an export of before can be imported after', async () => {
  const { platform } = after;
  const path = join(platform.config.dataDir, 'people.jsonl');
  await writeFile(path, `${JSON.stringify({ type: 'person', ref: 'p1', role: 'Designer' })}\n`);
  for (const time of ['first', 'second'])
    expect((await importCairn(platform, path)).rejected, time).toEqual([]);
});
