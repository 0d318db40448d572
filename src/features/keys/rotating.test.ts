import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnotherProcess, openAnotherProcess } from '../../../test/another-process.ts';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { openAuthorToNotify } from '../bylines/opening.ts';
import { codeOf } from '../second-factor/app-for-tests.ts';
import { saveSecondFactor, useSecondFactor } from '../second-factor/second-factors.ts';
import { runKeys } from './keys.cli.ts';
import { sealAllAgain } from './sealing-again.ts';

let community: TestCommunity;
let question: Awaited<ReturnType<typeof ask>>;
let answerId: string;
let lift: () => Promise<void>;
const opened: AnotherProcess[] = [];

const secret = Buffer.from('twenty bytes of key!');
const base32 = 'OR3WK3TUPEQGE6LUMVZSA33GEBVWK6JB';

beforeEach(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer, admin, outsider, moderator } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  question = await ask(platform, asker);
  answerId = await answer(platform, answerer, { questionId: question.id });
  await outsider.client.post(`/posts/${question.id}/vote`, { value: '1' });
  await outsider.client.post(`/posts/${answerId}/vote`, { value: '-1' });
  await outsider.client.post(`/posts/${question.id}/flags`, { reason: 'spam' });
  await asker.client.post('/drafts', { kind: 'question', title: 'Half a title', body: 'begun before' });
  await asker.client.page('/notifications');
  await saveSecondFactor(platform, platform.db, { accountId: moderator.account.id, secret });
  await platform.db.pool.query('insert into imported_people (ref_key, sealed) values ($1, $2)', [
    Buffer.alloc(16, 3),
    platform.keys.seal('import-person', Buffer.from('[]'), Buffer.alloc(16, 3).toString('hex')),
  ]);
  lift = await suspendAccount(platform, admin.account.id);
  await platform.db.pool.query("update accounts set role = 'member' where id = $1", [admin.account.id]);
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await community.close();
});

async function another(role?: 'web' | 'all'): Promise<AnotherProcess> {
  const process = await openAnotherProcess(community, role);
  opened.push(process);
  return process;
}

async function keys(command: string): Promise<string> {
  let said = '';
  const { platform } = await another();
  expect(await runKeys(platform, [command], (text) => (said += text))).toBe(0);
  return said;
}

async function rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
  return (await community.platform.db.pool.query(sql)).rows as Row[];
}

const tallyOf = async (id: string) => (await rows(`select up, down from posts where id = '${id}'`))[0];

/** Everything that somebody had before is still theirs, asked through these browsers. */
async function expectAllOwned({
  platform,
  clientOf = ({ client }) => client,
}: Pick<TestCommunity, 'platform'> & { clientOf?: (member: Member) => TestClient }): Promise<void> {
  const { asker, answerer, outsider, moderator, clock } = community;
  const [own, other, stranger] = [clientOf(asker), clientOf(answerer), clientOf(outsider)];
  const authors = await rows('select from authors');

  const edit = await own.page(`/posts/${question.id}/edit`);
  expect(edit).toContain('He built it');
  expect((await stranger.get(`/posts/${question.id}/edit`)).status).toBe(403);
  const comment = { body: `I go on, ${platform.random.integer(1e9)}.`, byline: 'level-role' };
  expect((await own.post(`/posts/${answerId}/comments`, comment)).status).toBe(303);
  const accepted = await own.post(`/posts/${answerId}/acceptance`, { accepted: '1' });
  expect(accepted.status).toBe(303);
  expect(await rows('select from authors')).toHaveLength(authors.length);
  expect((await own.post(`/posts/${question.id}/vote`, { value: '1' })).status).toBe(403);
  expect(await other.page('/notifications')).toContain('I go on');

  const drafts = await own.page('/drafts');
  expect(drafts).toContain('Half a title');
  expect(await own.page('/settings/career')).toContain('Software Engineer');

  expect(await stranger.page(question.path)).toMatch(/aria-pressed="true"|name="value" value="0"/);
  await stranger.post(`/posts/${question.id}/vote`, { value: '1' });
  expect(await tallyOf(question.id)).toEqual({ up: 1, down: 0 });
  await stranger.post(`/posts/${question.id}/vote`, { value: '0' });
  expect(await tallyOf(question.id)).toEqual({ up: 0, down: 0 });
  await stranger.post(`/posts/${question.id}/vote`, { value: '1' });
  expect(await tallyOf(answerId)).toEqual({ up: 0, down: 1 });
  await stranger.post(`/posts/${answerId}/vote`, { value: '-1' });
  expect(await tallyOf(answerId)).toEqual({ up: 0, down: 1 });
  await stranger.post(`/posts/${question.id}/flags`, { reason: 'abuse' });
  expect(await rows('select reason from flags')).toEqual([{ reason: 'abuse' }]);

  clock.pass(2);
  const code = codeOf(base32, clock.now());
  expect(await useSecondFactor(platform, moderator.account.id, code)).toBe(true);
}

async function expectNotified({ platform }: Pick<TestCommunity, 'platform'>): Promise<void> {
  const authors = await rows<{ id: Buffer }>('select id from authors where sealed is not null');
  const found = await Promise.all(authors.map(({ id }) => openAuthorToNotify(platform, id)));
  const { asker, answerer } = community;
  for (const { account } of [asker, answerer]) expect(found).toContain(account.id);
  expect(found).not.toContain(null);
}

async function expectNotifiedOnly(member: Member): Promise<void> {
  const authors = await rows<{ id: Buffer }>('select id from authors where sealed is not null');
  for (const { id } of authors)
    expect(await openAuthorToNotify(community.platform, id)).toBe(member.account.id);
}

const sealedTables = { authors: 1, careers: 0, second_factors: 0, imported_people: 0 };

async function versions(): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = {};
  for (const [table, place] of Object.entries(sealedTables)) {
    const found = await rows<{ version: number }>(
      `select distinct get_byte(sealed, ${place}) as version from ${table} where sealed is not null`,
    );
    all[table] = found.map(({ version }) => version);
  }
  return all;
}

test('after a rotation everybody owns what they had, in the process that goes on', async () => {
  expect(await keys('rotate')).toContain('Version 2 of the keys is in');
  await expectAllOwned(community);
  await expectNotified(community);
}, 30_000);

test('and after two, in one that starts, for web or for all', async () => {
  await keys('rotate');
  const web = await another('web');
  expect(await keys('rotate')).toContain('Version 3');
  await expectAllOwned(web);
  const started = await another();
  expect(started.platform.keys.versions).toEqual([3, 2, 1]);
  await expectAllOwned(started);
  await expectNotified(started);
}, 30_000);

test('what is new is written with the newest keys, and what is kept for long comes under them', async () => {
  expect(await versions()).toEqual({ authors: [1], careers: [1], second_factors: [1], imported_people: [1] });
  const said = await keys('rotate');
  expect(said).toMatch(/7 seals are renewed with version 2/);
  expect(await versions()).toEqual({ authors: [2], careers: [2], second_factors: [2], imported_people: [2] });
  const { platform, colleague } = community;
  await colleague.client.page('/drafts');
  await answer(platform, colleague, { questionId: question.id });
  expect((await versions())['authors']).toEqual([2]);
  expect(await keys('seal')).toContain('0 seals are renewed');
});

test('sealing anew goes on where it was stopped, and leaves alone what was written meanwhile', async () => {
  await keys('rotate');
  const { platform, asker } = community;
  await asker.client.page('/drafts');
  const older = await rows<{ id: Buffer; sealed: Buffer }>(
    'select id, sealed from authors order by id limit 1',
  );
  await platform.db.pool.query('update authors set sealed = null where id = $1', [older[0]?.id]);
  expect(await sealAllAgain(platform)).toBe(0);
  const { platform: elsewhere } = await another();
  await platform.db.pool.query('update careers set sealed = $1 where account_id = $2', [
    elsewhere.keys.seal('career', Buffer.from('[]'), asker.account.id),
    asker.account.id,
  ]);
  expect(await sealAllAgain(platform)).toBe(0);
  await keys('rotate');
  expect((await versions())['careers']).toEqual([3]);
});

test('authors that were sealed with the master key alone, before there were pairs, become boxes', async () => {
  const { platform, asker } = community;
  const { pool } = platform.db;
  const before = platform.keys.seal('author', Buffer.from(asker.account.id), question.id);
  await pool.query('update authors set sealed = $1 where thread_id = $2', [before, question.id]);
  await expectNotifiedOnly(asker);
  expect(await sealAllAgain(platform)).toBe(2);
  expect(
    await rows('select distinct get_byte(sealed, 0) as mark from authors where sealed is not null'),
  ).toEqual([{ mark: 0 }]);
  await expectNotifiedOnly(asker);
  expect(await sealAllAgain(platform)).toBe(0);
});

test('who was suspended stays so, and is free when it is lifted', async () => {
  await keys('rotate');
  const { clientOf } = await another();
  const session = community.admin.client.cookies.get('session') ?? '';
  const mayWrite = async () => {
    const client = clientOf(community.admin);
    client.cookies.set('session', session);
    return (await client.get('/drafts')).status === 200;
  };
  expect(await mayWrite()).toBe(false);
  await lift();
  expect(await mayWrite()).toBe(true);
});

test('slots that were filled before are neither filled twice nor left behind', async () => {
  await keys('rotate');
  const { platform, asker, outsider } = community;
  await outsider.client.page('/drafts');
  const before = await rows('select from private_slots');
  const drafts = ['one', 'two'].map((title) =>
    asker.client.post('/drafts', { kind: 'question', title, body: 'x' }),
  );
  await Promise.all(drafts);
  const page = await asker.client.page('/drafts');
  for (const title of ['Half a title', 'one', 'two']) expect(page).toContain(title);
  expect(await rows('select from private_slots')).toHaveLength(before.length + 2);
  await ask(platform, asker, { title: 'A second question of mine' });
  const { platform: started } = await another();
  const owner = { accountId: asker.account.id, kind: 'own-posts', padTo: 64 };
  expect((await started.slots.list(started.db, owner)).map(({ number }) => number)).toEqual([0, 1]);
});

test('a process that cannot have the newest keys lets nobody write, says why, and still shows what is public', async () => {
  const { platform, asker } = community;
  const { dataDir } = platform.config;
  const stale = await openAnotherProcess({
    ...community,
    platform: { ...platform, config: { ...platform.config, KEYS: await keysIn(join(dataDir, 'keys')) } },
  });
  opened.push(stale);
  await keys('rotate');
  const client = stale.clientOf(asker);
  for (const response of [
    await client.get('/drafts'),
    await client.post(`/posts/${answerId}/vote`, { value: '1' }),
    await client.get(question.path),
  ])
    expect(response.status).toBe(503);
  expect((await stale.clientOf({ client: community.newClient() }).get(question.path)).status).toBe(200);
  expect(() => stale.platform.keys.requireVersion(2)).toThrow('Version 2 of the keys is in use');
  expect(redirectOf(await asker.client.post(`/posts/${answerId}/vote`, { value: '1' }))).toContain(
    question.id,
  );
});

/** What is in the folder, as the setting KEYS. */
async function keysIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  const parts = names.map(async (name) => `${name}=${(await readFile(join(folder, name), 'utf8')).trim()}`);
  return (await Promise.all(parts)).join(' ');
}

test('with the keys in the environment a new version is printed, to be added there', async () => {
  const { platform } = community;
  const KEYS = await keysIn(join(platform.config.dataDir, 'keys'));
  const given = { ...community, platform: { ...platform, config: { ...platform.config, KEYS } } };
  const process = await openAnotherProcess(given);
  opened.push(process);
  let said = '';
  expect(await runKeys(process.platform, ['rotate'], (text) => (said += text))).toBe(0);
  const added = said.match(/^2\.\S+=[0-9a-f]{64}$/gm) ?? [];
  expect(added).toHaveLength(3);
  expect(await rows('select version from key_checks')).toEqual([{ version: 1 }]);
  const config = { ...platform.config, KEYS: `${KEYS} ${added.join(' ')}` };
  const next = await openAnotherProcess({ ...community, platform: { ...platform, config } });
  opened.push(next);
  expect(next.platform.keys.versions).toEqual([2, 1]);
  expect(await sealAllAgain(next.platform)).toBeGreaterThan(0);
  await expectAllOwned(next);
});

test.each([[[]], [['turn']], [['rotate', 'now']]])('cairn keys %j says how it is used', async (args) => {
  let said = '';
  expect(await runKeys(community.platform, args, (text) => (said += text))).toBe(2);
  expect(said).toContain('cairn keys rotate');
});
