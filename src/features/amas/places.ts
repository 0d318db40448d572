import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { postAnchor, urls } from '../../urls.ts';

const findQuestion = statement<{ postId: string }, { question: string | null }>('findQuestionAbove')`
  select (
    select candidates.id from posts as candidates
    where candidates.kind = 'amaQuestion'
      and candidates.id in (posts.id, below.id, further.id, further.on_id)
  ) as question
  from posts
  left join posts as below on below.id = posts.on_id
  left join posts as further on further.id = below.on_id
  where posts.id = ${'postId'}`;

/** Where something that was written on a question of an AMA stands: on that question's page. Null for all else. */
export async function findPlaceInAma(
  db: Queryable,
  post: { id: string; threadId: string; slug: string; threadKind: string },
): Promise<string | null> {
  if (post.threadKind !== 'ama' || post.id === post.threadId) return null;
  const [found] = await findQuestion(db, { postId: post.id });
  const ama = { id: post.threadId, slug: post.slug };
  // A comment on the AMA itself.
  if (!found?.question) return `${urls.ama(ama)}#${postAnchor(post.id)}`;
  const page = urls.amaQuestion({ ...ama, question: found.question });
  return found.question === post.id ? page : `${page}#${postAnchor(post.id)}`;
}
