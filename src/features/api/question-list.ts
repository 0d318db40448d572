import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { sorts } from '../posts/thread-list.ts';
import type { ApiContext } from './env.ts';
import { listQuestions } from './lists.ts';
import { findOwn, ownField } from './own.ts';
import { cutPage, pageFields, readCursor, writeCursor } from './pagination.ts';
import { publicQuestion, publisherOf } from './public.ts';
import { findPublicPosts } from './public-posts.ts';
import type { Reading } from './reading.ts';
import { nextPage, tagsOf } from './reading.ts';

export const questionListQuery = z.strictObject({
  sort: z.enum(sorts, 'Sort by best, new or unanswered.').default('best').meta({
    description: 'Best by votes, answers and age; newest first; those without an answer, newest first.',
  }),
  ...pageFields,
  own: ownField,
});

/** One page of the questions of a list: `everything`, or a topic's id. */
export async function loadQuestionList(
  platform: Platform,
  c: ApiContext,
  {
    list,
    query,
    account,
  }: { list: string; query: z.output<typeof questionListQuery>; account: Account | null },
): Promise<Reading> {
  const { sort, limit } = query;
  const scope = `${list} ${sort}`;
  const from = readCursor(platform.keys, scope, query.cursor);
  const found = await listQuestions(platform.db, { list, sort, from, most: limit + 1 });
  const { page, last } = cutPage(found, limit);
  const posts = await findPublicPosts(
    platform.db,
    page.map(({ id }) => id),
  );
  const own = await findOwn(platform, account, posts);
  const publisher = publisherOf(platform);
  const cursor = last ? writeCursor(platform.keys, scope, last) : null;
  return {
    body: {
      questions: posts.map((post) => publicQuestion(publisher, post, own.get(post.id))),
      next: cursor ? nextPage(platform, c, { query, cursor }) : null,
    },
    tags: tagsOf(posts),
  };
}
