import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { tagOf } from '../posts/publishing.ts';
import type { ApiContext } from './env.ts';
import { listAnswers, listComments } from './lists.ts';
import { findOwn, ownField } from './own.ts';
import type { Place } from './pagination.ts';
import { cutPage, pageFields, readCursor, writeCursor } from './pagination.ts';
import type { Own } from './public.ts';
import { publicAnswer, publicComment, publisherOf } from './public.ts';
import type { PublicPost } from './public-posts.ts';
import { accessPublicPost, findPublicPosts } from './public-posts.ts';
import type { Reading } from './reading.ts';
import { nextPage } from './reading.ts';

export const replyListQuery = z.strictObject({ ...pageFields, own: ownField });

export interface ReplyListInput {
  /** What they stand on. */
  on: { id: string; kind: 'question' | 'video' | 'answer' };
  query: z.output<typeof replyListQuery>;
  account: Account | null;
}

/** One page of the answers to a question, accepted and best first. */
export async function loadAnswerList(
  platform: Platform,
  c: ApiContext,
  input: ReplyListInput,
): Promise<Reading> {
  const list = (from: Place | null, most: number) =>
    listAnswers(platform.db, { questionId: input.on.id, from, most });
  const { tags, posts, own, next } = await loadReplies(platform, c, { ...input, scope: 'answers', list });
  const publisher = publisherOf(platform);
  return {
    tags,
    body: { answers: posts.map((post) => publicAnswer(publisher, post, own.get(post.id))), next },
  };
}

/** One page of the comments on a question, a video or an answer and the replies to them, oldest first. */
export async function loadCommentList(
  platform: Platform,
  c: ApiContext,
  input: ReplyListInput,
): Promise<Reading> {
  const list = (from: Place | null, most: number) =>
    listComments(platform.db, { onId: input.on.id, from, most });
  const { tags, posts, own, next } = await loadReplies(platform, c, { ...input, scope: 'comments', list });
  const publisher = publisherOf(platform);
  return {
    tags,
    body: { comments: posts.map((post) => publicComment(publisher, post, own.get(post.id))), next },
  };
}

async function loadReplies(
  platform: Platform,
  c: ApiContext,
  {
    on,
    query,
    account,
    list,
    ...input
  }: ReplyListInput & { scope: string; list: (from: Place | null, most: number) => Promise<Place[]> },
): Promise<{
  tags: string[];
  posts: PublicPost[];
  own: ReadonlyMap<string, Own>;
  next: string | null;
}> {
  const scope = `${input.scope} ${on.id}`;
  const from = readCursor(platform.keys, scope, query.cursor);
  const { threadId } = await accessPublicPost(platform.db, on);
  const { page, last } = cutPage(await list(from, query.limit + 1), query.limit);
  const posts = await findPublicPosts(
    platform.db,
    page.map(({ id }) => id),
  );
  const cursor = last ? writeCursor(platform.keys, scope, last) : null;
  return {
    tags: [tagOf.thread(threadId)],
    posts,
    own: await findOwn(platform, account, posts),
    next: cursor ? nextPage(platform, c, { query, cursor }) : null,
  };
}
