import { expect, test } from 'vitest';
import { createTestCommunity } from '../../../test/community.ts';
import type { OpenPlatform } from '../../platform/open.ts';
import { beginConversation } from './conversation-for-tests.ts';
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
