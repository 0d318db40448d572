import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CastName } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { RepeatedRandom } from '../../../test/repeated-random.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addComment } from '../comments/comments.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { exportCairn } from './export.ts';
import { importCairn } from './import.ts';
import { TestInstance, records, thread } from './instance-for-tests.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function newCommunity(): Promise<TestCommunity> {
  const community = await createTestCommunity({ injected: { random: new RepeatedRandom() } });
  open.push(community);
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  return community;
}

async function exportOf({ platform }: TestCommunity): Promise<string> {
  const folder = join(platform.config.dataDir, 'out');
  await mkdir(folder, { recursive: true });
  const { path } = await exportCairn(platform, folder);
  return await readFile(path, 'utf8');
}

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('nothing private is in an export, in no spelling', async () => {
  const community = await newCommunity();
  const { platform, asker, answerer, colleague, moderator } = community;
  const question = await ask(platform, asker, {});
  const { db } = platform;
  const hidden = await answer(platform, colleague, { questionId: question.id, body: 'canary-hidden-answer' });
  await addComment(platform, asker.account, { onId: hidden, body: 'canary-under-hidden', byline: 'member' });
  await colleague.client.post(`/posts/${question.id}/flags`, { reason: 'identifies', note: 'canary-flag' });
  await moderator.client.post(`/moderation/posts/${hidden}/acts`, { act: 'hide', reason: 'canary-reason' });
  const fields = { body: 'canary-draft' };
  const draft = { id: '', version: 0, kind: 'answer' as const, on: question.id, fields };
  expect(await saveDraft(platform, asker.account, draft)).toMatchObject({ outcome: 'saved' });
  await db.pool.query(
    `insert into profiles (id, slug, name, role, level, company, bio) values ('canaryprofile', 'shown', 'Shown', 'canary-role', 'canary-level', 'canary-company', 'Hello')`,
  );
  await db.pool.query(
    `insert into profiles (id, slug, name) values ('canaryunseen', 'unseen', 'canary-only-signed-up')`,
  );
  const written = await db.pool.query<{ found: number }>(
    `select (select count(*) from flags where note = 'canary-flag') + (select count(*) from removals where reason = 'canary-reason')
       + (select count(*) from posts where body like 'canary-%') as found`,
  );
  expect(written.rows).toEqual([{ found: 4 }]);
  const text = await exportOf(community);
  expect(text).toContain('My tech lead left');
  expect(text).toContain('"name":"Shown"');
  const { rows } = await db.pool.query<{ secret: string }>(
    `select id::text as secret from accounts union all select email from accounts where email is not null
     union all select replace(id::text, '-', '') from accounts union all select encode(id, 'hex') from authors
     union all select encode(token_hash, 'hex') from sessions`,
  );
  const stated = [asker, answerer].flatMap(({ account: { career } }) => [
    career?.company,
    career?.nativeLevel,
  ]);
  const secrets = [...rows.map(({ secret }) => secret), ...stated.map(String)].flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
  ]);
  expect(secrets.length).toBeGreaterThan(40);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text.replaceAll('canaryprofile', '')).not.toContain('canary');
});

test('a removed thread goes with all that stands in it, a removed post with all below it', async () => {
  const community = await newCommunity();
  const { platform, asker, colleague } = community;
  const [gone, kept] = [
    await ask(platform, asker, { title: 'A thread that goes' }),
    await ask(platform, asker, { title: 'A thread that stays' }),
  ];
  for (const { id } of [gone, kept]) {
    const answerId = await answer(platform, colleague, { questionId: id });
    const { id: onId } = await addComment(platform, asker.account, {
      onId: answerId,
      body: 'A comment',
      byline: 'member',
    });
    await addComment(platform, colleague.account, { onId, body: 'A reply', byline: 'member' });
    if (id === kept.id) await removeOwnPost(platform, colleague.account, answerId);
  }
  await removeOwnPost(platform, asker.account, gone.id);
  const types = linesOf(await exportOf(community)).map(({ type }) => type);
  expect(types).toEqual(['topic', 'person', 'question']);
});

test('an export is the same whether two masked threads are by one account or by two', async () => {
  const exports = await Promise.all(
    (['asker', 'colleague'] as const).map(async (second: CastName) => {
      const community = await newCommunity();
      const { platform, asker, answerer } = community;
      const first = await ask(platform, asker, { title: 'The first thread' });
      const other = await ask(platform, community[second], { title: 'The second thread' });
      for (const { id } of [first, other])
        await answer(platform, answerer, { questionId: id, byline: 'role' });
      return await exportOf(community);
    }),
  );
  expect(exports[0]).toBe(exports[1]);
  expect(linesOf(exports[0] ?? '').filter(({ type }) => type === 'person')).toHaveLength(4);
});

test('an unnamed person of a file is in an export once a thread, with what the byline prints', async () => {
  const instance = await TestInstance.create();
  open.push(instance);
  const { company: _, nativeLevel: __, ...community } = records.senior;
  await instance.import([...thread, { ...records.question, ref: 'q2', byline: 'community' }]);
  const people = (await instance.exported('person')).filter(({ name }) => name === undefined);
  expect(people).toHaveLength(2);
  expect(people.map(({ ref, handle, ...shown }) => [shown, typeof handle, ref === handle])).toEqual(
    expect.arrayContaining([
      [
        {
          type: 'person',
          role: 'Software Engineer',
          level: 'Senior',
          nativeLevel: 'L5',
          company: 'Northwind',
        },
        'string',
        false,
      ],
      [{ type: 'person', role: community.role, level: community.level }, 'string', false],
    ]),
  );
  expect(new Set(people.map(({ handle }) => handle)).size).toBe(2);
  expect(await instance.export()).not.toContain('p-senior');
});

test('a profile that belongs to an account is its owner’s, whatever a file says', async () => {
  const community = await newCommunity();
  const { platform, answerer, asker } = community;
  const { id } = await ask(platform, asker, {});
  await answer(platform, answerer, { questionId: id, byline: 'named' });
  const text = (await exportOf(community)).replace('"name":"Ada Example"', '"name":"Somebody Else"');
  const path = join(platform.config.dataDir, 'changed.jsonl');
  await writeFile(path, text);
  const report = await importCairn(platform, path);
  expect(report.notes.map((note) => note.text)).toEqual([
    'this profile belongs to an account, and is left to its owner',
  ]);
  expect(await exportOf(community)).toContain('"name":"Ada Example"');
});
