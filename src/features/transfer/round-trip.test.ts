import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { setAcceptance } from '../answers/answers.ts';
import { addComment } from '../comments/comments.ts';
import { castVote } from '../votes/votes.ts';
import type { TransferPlatform } from './context.ts';
import { exportCairn } from './export.ts';
import { importCairn } from './import.ts';
import { TestInstance, rejections } from './instance-for-tests.ts';
import { wholeFormat } from './whole-format-for-tests.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function newInstance(): Promise<TestInstance> {
  const instance = await TestInstance.create();
  open.push(instance);
  return instance;
}

async function exportOf(platform: TransferPlatform): Promise<{ path: string; text: string }> {
  const folder = join(platform.config.dataDir, 'out');
  await mkdir(folder, { recursive: true });
  const { path } = await exportCairn(platform, folder);
  return { path, text: await readFile(path, 'utf8') };
}

/** Imports an export into an empty instance and exports that. */
async function passOn(path: string): Promise<{ text: string; instance: TestInstance }> {
  const instance = await newInstance();
  const report = await importCairn(instance.platform, path);
  expect(rejections(report)).toEqual([]);
  expect(report.notes.filter(({ text }) => !text.endsWith('is not there'))).toEqual([]);
  return { text: (await exportOf(instance.platform)).text, instance };
}

async function expectNoChange(platform: TransferPlatform, path: string): Promise<void> {
  const { counts, rejected, notes } = await importCairn(platform, path);
  expect([rejected, notes.filter(({ text }) => !text.endsWith('is not there'))]).toEqual([[], []]);
  for (const [type, count] of Object.entries(counts))
    expect(count, type).toMatchObject({ added: 0, updated: 0 });
}

test('everything that the format holds comes back with the same bytes', async () => {
  const instance = await newInstance();
  await writeFile(join(instance.folder, 'talk.mp4'), 'moving pictures');
  await writeFile(join(instance.folder, 'talk.en.vtt'), 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello');
  const report = await instance.import(wholeFormat);
  expect(rejections(report)).toEqual([]);
  const first = await exportOf(instance.platform);
  const second = await passOn(first.path);
  expect(second.text).toBe(first.text);
  expect(first.text.split('\n').length).toBeGreaterThan(wholeFormat.length);
  const files = async (path: string) => (await readdir(path)).toSorted();
  const names = await files(join(dirname(first.path), 'files'));
  expect(names).toHaveLength(2);
  expect(await files(join(second.instance.platform.config.dataDir, 'out', 'files'))).toEqual(names);
});

test('an export imported where it came from changes nothing, nor does one imported twice', async () => {
  const instance = await newInstance();
  await writeFile(join(instance.folder, 'talk.mp4'), 'moving pictures');
  await instance.import(wholeFormat);
  const { path, text } = await exportOf(instance.platform);
  await expectNoChange(instance.platform, path);
  expect((await exportOf(instance.platform)).text).toBe(text);
  const other = await passOn(path);
  await expectNoChange(other.instance.platform, path);
});

test('records are in the order of the format, by id within a type', async () => {
  const instance = await newInstance();
  await instance.import(wholeFormat);
  const { text } = await exportOf(instance.platform);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  const types = 'topic person question answer comment vote outcome ama amaQuestion video series'.split(' ');
  expect([...new Set(lines.map(({ type }) => type))]).toEqual(types);
  const refs = lines.filter(({ type }) => type === 'answer').map(({ ref }) => String(ref));
  expect(refs).toEqual(refs.toSorted());
});

async function liveCommunity(): Promise<TestCommunity> {
  const community = await createTestCommunity();
  open.push(community);
  const { platform, asker, answerer, colleague, outsider } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
  for (const title of ['The first question of the asker', 'The second question of the asker']) {
    const { id } = await ask(platform, asker, { title });
    const masked = await answer(platform, colleague, { questionId: id, byline: 'level-role' });
    const named = await answer(platform, answerer, { questionId: id, byline: 'named' });
    const { id: onId } = await addComment(platform, asker.account, {
      onId: masked,
      body: 'Thank you.',
      byline: 'member',
    });
    await addComment(platform, colleague.account, { onId, body: 'You are welcome.', byline: 'member' });
    await setAcceptance(platform, asker.account, { answerId: masked, accepted: true });
    await castVote(platform, asker.account, { postId: masked, value: 1 });
    await castVote(platform, outsider.account, { postId: masked, value: 1 });
    await castVote(platform, outsider.account, { postId: named, value: -1 });
    community.clock.pass(7);
  }
  return community;
}

test('what people wrote here comes back with the same bytes, and changes nothing here', async () => {
  const { platform } = await liveCommunity();
  const first = await exportOf(platform);
  expect((await passOn(first.path)).text).toBe(first.text);
  await expectNoChange(platform, first.path);
  expect((await exportOf(platform)).text).toBe(first.text);
});

test('an import puts no post into an account’s mouth', async () => {
  const { platform } = await liveCommunity();
  const { path, text } = await exportOf(platform);
  const question = text
    .split('\n')
    .map((line) => JSON.parse(line || '{}') as Record<string, string>)
    .find(({ type }) => type === 'question');
  const forged = {
    type: 'comment',
    ref: 'forged',
    on: question?.['ref'],
    author: question?.['author'],
    body: 'I said that.',
    at: '2026-01-01',
  };
  const copy = `${path}.forged.jsonl`;
  await copyFile(path, copy);
  await writeFile(copy, `\n${JSON.stringify(forged)}\n`, { flag: 'a' });
  const report = await importCairn(platform, copy);
  expect(report.counts.comment.added).toBe(1);
  const { rows } = await platform.db.pool.query<{ sealed: Buffer | null; handle: string }>(
    `select sealed, handle from authors join posts on posts.author_id = authors.id where body = 'I said that.'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealed).toBeNull();
  expect(`${question?.['ref']}/${rows[0]?.handle}`).not.toBe(question?.['author']);
});
