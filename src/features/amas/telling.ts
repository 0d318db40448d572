import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { recordAmaEvent } from './amas.ts';

const findPlace = statement<{ postId: string }, { questionId: string | null }>('findPlaceInAma')`
  select case posts.kind when 'amaQuestion' then posts.id when 'answer' then posts.on_id end as "questionId"
  from posts join amas on amas.thread_id = posts.thread_id
  where posts.id = ${'postId'} and posts.kind <> 'comment'`;

/** Tells who reads an AMA live that what is asked or answered in it reads anew, is gone or is back. */
export async function tellOfChange(
  platform: Platform,
  tx: Tx,
  { postId, threadId }: { postId: string; threadId: string },
): Promise<void> {
  const [place] = await findPlace(tx, { postId });
  if (!place) return;
  const { questionId } = place;
  await recordAmaEvent(platform, tx, threadId, { kind: questionId ? 'question' : 'state', questionId });
}

const listOwnQuestions = statement<{ threadId: string; authorId: Buffer }, { id: string }>(
  'listAuthorsAmaQuestions',
)`
  select post_id as id from ama_questions join posts on posts.id = post_id
  where ama_questions.thread_id = ${'threadId'} and author_id = ${'authorId'} order by post_id`;

/** The same for all that a masked author asked in an AMA: their byline says less. */
export async function tellOfAuthor(
  platform: Platform,
  tx: Tx,
  { threadId, authorId }: { threadId: string; authorId: Buffer },
): Promise<void> {
  for (const { id: questionId } of await listOwnQuestions(tx, { threadId, authorId })) {
    await recordAmaEvent(platform, tx, threadId, { kind: 'question', questionId });
  }
}
