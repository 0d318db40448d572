import { createRoute, z } from '@hono/zod-openapi';
import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessOfKind, accessOwnWording } from '../api/access.ts';
import { requireCaller } from '../api/auth.ts';
import type { Api } from '../api/env.ts';
import { bylineInput, commentInput, revisionInput } from '../api/inputs.ts';
import { anyone, body, changed, created, done, found, idParam, members, newApi } from '../api/operations.ts';
import { findOwn, ownField } from '../api/own.ts';
import { refusals } from '../api/problems.ts';
import { accessPublicPost } from '../api/public-posts.ts';
import type { Comment } from '../api/public.ts';
import { publicComment, publisherOf } from '../api/public.ts';
import { answerRead, apiAddress, tagsOf } from '../api/reading.ts';
import { loadCommentList, replyListQuery } from '../api/reply-list.ts';
import { commentListSchema, commentSchema } from '../api/schemas.ts';
import { editPost } from '../posts/editing.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { addComment } from './comments.ts';

const newCommentSchema = z
  .strictObject({ body: commentInput, byline: bylineInput })
  .meta({ id: 'NewComment', examples: [{ body: 'Did they tell you why?', byline: 'member' }] });

const commentChangeSchema = z
  .strictObject({ revision: revisionInput, body: commentInput })
  .meta({ id: 'CommentChange', examples: [{ revision: 1, body: 'Did they say why?' }] });

const tags = ['Comments'];

const read = createRoute({
  ...anyone,
  tags,
  method: 'get',
  path: '/comments/{id}',
  operationId: 'readComment',
  summary: 'A comment',
  request: { params: idParam, query: z.strictObject({ own: ownField }) },
  responses: { ...found('The comment.', commentSchema), ...refusals(404, 422) },
});

const edit = createRoute({
  ...members,
  tags,
  method: 'patch',
  path: '/comments/{id}',
  operationId: 'editComment',
  summary: 'Edit your comment',
  request: { params: idParam, ...body(commentChangeSchema) },
  responses: { ...changed('The comment as it is now read.', commentSchema), ...refusals(409) },
});

const remove = createRoute({
  ...members,
  tags,
  method: 'delete',
  path: '/comments/{id}',
  operationId: 'removeComment',
  summary: 'Delete your comment',
  description: '`DELETE /posts/{id}/removal` brings it back.',
  request: { params: idParam },
  responses: done('It is deleted.'),
});

/** What one can comment on, with the words of its operations. */
const grounds = [
  { kind: 'question', path: '/questions/{id}/comments', name: 'Question', a: 'a question' },
  { kind: 'video', path: '/videos/{id}/comments', name: 'Video', a: 'a video' },
  { kind: 'answer', path: '/answers/{id}/comments', name: 'Answer', a: 'an answer' },
  { kind: 'comment', path: '/comments/{id}/comments', name: 'Comment', a: 'a comment' },
] as const;

export function commentsApi(platform: Platform): Api {
  const api = newApi();
  for (const ground of grounds) {
    if (ground.kind !== 'comment') addList(platform, api, { ...ground, kind: ground.kind });
    addGiving(platform, api, ground);
  }

  api.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    return await answerRead(platform, c, {
      query: c.req.valid('query'),
      load: async (account) => {
        const post = await accessPublicPost(platform.db, { id, kind: 'comment' });
        const own = await findOwn(platform, account, [post]);
        return { body: publicComment(publisherOf(platform), post, own.get(id)), tags: tagsOf([post]) };
      },
    });
  });

  api.openapi(edit, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOwnWording(platform, account, { id, kind: 'comment' });
    await useLimit(platform, account, 'post');
    await editPost(platform, account, { id, ...c.req.valid('json') });
    return c.json(await readOne(platform, id), 200);
  });

  api.openapi(remove, async (c) => {
    const account = requireCaller(c);
    const { id } = c.req.valid('param');
    await accessOfKind(platform, account, { id, kind: 'comment' });
    await useLimit(platform, account, 'act');
    await removeOwnPost(platform, account, id);
    return c.body(null, 204);
  });
  return api;
}

function addList(
  platform: Platform,
  api: Api,
  { kind, path, name, a }: { kind: 'question' | 'video' | 'answer'; path: string; name: string; a: string },
): void {
  const list = createRoute({
    ...anyone,
    tags,
    method: 'get',
    path,
    operationId: `listCommentsOn${name}`,
    summary: `The comments on ${a} and the replies to them, oldest first`,
    request: { params: idParam, query: replyListQuery },
    responses: { ...found('A page of them.', commentListSchema), ...refusals(400, 404, 422) },
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const on = { id: c.req.valid('param').id, kind };
    return await answerRead(platform, c, {
      query,
      load: (account) => loadCommentList(platform, c, { on, query, account }),
    });
  });
}

function addGiving(platform: Platform, api: Api, { kind, path, name, a }: (typeof grounds)[number]): void {
  const give = createRoute({
    ...members,
    tags,
    method: 'post',
    path,
    operationId: `commentOn${name}`,
    summary: kind === 'comment' ? 'Reply to a comment' : `Comment on ${a}`,
    ...(kind === 'comment'
      ? { description: 'A reply to a reply stands beside it: comments nest once.' }
      : {}),
    request: { params: idParam, ...body(newCommentSchema) },
    responses: { ...created('The comment as it is now read.', commentSchema), ...refusals(404) },
  });
  api.openapi(give, async (c) => {
    const account = requireCaller(c);
    const on = await accessPublicPost(platform.db, { id: c.req.valid('param').id, kind });
    await useLimit(platform, account, 'post');
    const { id } = await addComment(platform, account, { onId: on.id, ...c.req.valid('json') });
    return c.json(await readOne(platform, id), 201, { location: apiAddress(platform, `/comments/${id}`) });
  });
}

async function readOne(platform: Platform, id: string): Promise<Comment> {
  const post = await accessPublicPost(platform.db, { id, kind: 'comment' });
  return publicComment(publisherOf(platform), post);
}
