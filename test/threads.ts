import { askQuestion } from '../src/features/questions/questions.ts';
import { answerQuestion } from '../src/features/answers/answers.ts';
import type { BylineChoice } from '../src/features/bylines/bylines.ts';
import { MARKDOWN_VERSION } from '../src/platform/markdown/markdown.ts';
import { newId } from '../src/platform/random.ts';
import type { OpenPlatform } from '../src/platform/open.ts';
import type { Member } from './community.ts';

/** Writes a topic as it stands in the database; returns its id. */
export async function addTopic(
  platform: OpenPlatform,
  topic: {
    slug: string;
    name: string;
    summary?: string;
    guideHtml?: string;
    synonyms?: string[];
    parentId?: string;
  },
): Promise<string> {
  const id = newId(platform.random);
  const { slug, name, summary = '', guideHtml = '', synonyms = [], parentId = null } = topic;
  const { pool } = platform.db;
  await pool.query(
    'insert into topics (id, slug, name, summary, guide_html, html_version, parent_id) values ($1, $2, $3, $4, $5, $6, $7)',
    [...[id, slug, name, summary], ...[guideHtml, MARKDOWN_VERSION, parentId]],
  );
  for (const synonym of synonyms) {
    await pool.query('insert into topic_synonyms (slug, topic_id) values ($1, $2)', [synonym, id]);
  }
  return id;
}

/** A question about Tech Lead (which must be there) by this member; returns its address too. */
export async function ask(
  platform: OpenPlatform,
  member: Pick<Member, 'account'>,
  question: { title?: string; body?: string; byline?: BylineChoice; topics?: string[] } = {},
): Promise<{ id: string; slug: string; path: string }> {
  const { id, slug } = await askQuestion(platform, member.account, {
    title: question.title ?? 'My tech lead left and I own the payments service now',
    tldr: '',
    body: question.body ?? 'He built it, he knew every customer that depends on it.',
    topics: question.topics ?? ['tech-lead'],
    byline: question.byline ?? 'level-role',
  });
  return { id, slug, path: `/questions/${id}/${slug}` };
}

export async function answer(
  platform: OpenPlatform,
  member: Pick<Member, 'account'>,
  {
    questionId,
    body = 'Write the list of promises.',
    byline = 'role',
  }: { questionId: string; body?: string; byline?: BylineChoice },
): Promise<string> {
  const { id } = await answerQuestion(platform, member.account, { questionId, body, byline });
  return id;
}
