import { expect, test } from 'vitest';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import type { OpenPlatform } from '../../platform/open.ts';
import { correctCues } from '../captions/corrections.ts';
import { listTracks } from '../captions/tracks.ts';
import { askQuestion } from '../questions/questions.ts';
import { beginConversation } from './conversation-for-tests.ts';
import { sendVideoWord } from './sending-video-word.ts';
import { sendWord } from './sending-word.ts';

/** Every row of every table, the job queue's too, as text with its table's name. */
async function dump({ db }: OpenPlatform): Promise<string[]> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.pool.query<{ row: string }>(`select t::text as row from ${name} as t`);
    lines.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return lines;
}

/** The account as a row could name it: in words, in bytes, in the hexadecimal of its words. */
function namesOf({ id, email }: { id: string; email: string | null }): string[] {
  const words = [id, email ?? id];
  return [...words, id.replaceAll('-', ''), ...words.map((word) => Buffer.from(word).toString('hex'))];
}

test('after questions at a video, suggestions, looking and mail no row holds a masked account and what it wrote', async () => {
  const community = await createTestCommunity();
  const { platform, asker, answerer, colleague } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const { id: videoId } = await addVideo(platform, answerer, { captions: { en: talk } });
  const { id: questionId } = await askQuestion(platform, asker.account, {
    ...{ title: 'How often did you reconcile?', tldr: '', body: 'Every night?', topics: ['tech-lead'] },
    ...{ byline: 'member', moment: { videoId, atMs: 38_000 } },
  });
  const [track] = await listTracks(platform.db, videoId);
  await correctCues(platform, colleague.account, {
    ...{ trackId: track?.id ?? '', revision: 1, wordings: new Map([[0, 'Good evening.']]) },
  });
  for (const { client } of [asker, answerer, colleague]) await client.page('/notifications');
  await sendWord(platform, videoId);
  await sendVideoWord(platform, { videoId, word: 'suggested' });
  const lines = await dump(platform);
  const masked = [asker, colleague].flatMap(({ account }) => namesOf(account));
  const holds = (line: string, names: string[]) => names.some((name) => line.includes(name));
  const written = [videoId, questionId, 'Good evening.', track?.id ?? ''];
  expect(lines.filter((line) => holds(line, masked) && holds(line, written))).toEqual([]);
  // It would be seen: the jobs and the mails to the author of the video are in the dump.
  expect(lines.filter((line) => line.startsWith('pgboss.job_common') && holds(line, written))).toHaveLength(
    2,
  );
  const mails = lines.filter((line) => line.startsWith('public.kept_mails') && holds(line, written));
  expect(mails.map((line) => line.includes('answerer@cairn.test'))).toEqual([true, true]);
  await community.close();
});

test('after questions, replies, looking and mail no row holds both a masked author’s account and their thread', async () => {
  const community = await createTestCommunity();
  const { platform, asker, answerer, colleague } = community;
  const { question, answerId, comment } = await beginConversation(community);
  const commentId = await comment(colleague, answerId);
  await comment(answerer, commentId);
  for (const { client } of [asker, answerer, colleague]) await client.page('/notifications');
  await sendWord(platform, question.id);
  await sendWord(platform, commentId);
  const lines = await dump(platform);
  const posts = [question.id, answerId, commentId];
  const masked = [asker, colleague].flatMap(({ account }) => namesOf(account));
  const holds = (line: string, names: string[]) => names.some((name) => line.includes(name));
  expect(lines.filter((line) => holds(line, masked) && holds(line, posts))).toEqual([]);
  // It would be seen: the accounts are in the dump, and so are mails and jobs that name the posts.
  expect(lines.filter((line) => holds(line, masked)).length).toBeGreaterThan(3);
  expect(lines.some((line) => line.startsWith('public.kept_mails') && holds(line, posts))).toBe(true);
  expect(lines.some((line) => line.startsWith('pgboss.job_common') && holds(line, posts))).toBe(true);
  await community.close();
});
