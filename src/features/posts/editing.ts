import { z } from 'zod';
import { Forbidden, Outdated } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { slugify } from '../../platform/text.ts';
import type { Account } from '../accounts/accounts.ts';
import { citeMomentsAnew } from '../moments/citing.ts';
import { requireTopics, setThreadTopics } from '../topics/topics.ts';
import { tellOfChange } from '../amas/telling.ts';
import { bodyField, commentField, titleField, tldrField, topicsField } from './fields.ts';
import type { Post, PostKind } from './posts.ts';
import { accessPost, postTime } from './posts.ts';
import { announceThread, lockThreadRow, publish, tagOf } from './publishing.ts';

/** A new text; title, TL;DR and topics for threads only. */
export interface Edit {
  body: string;
  title?: string;
  tldr?: string;
  topics?: string[];
}

// A title from elsewhere may be shorter than ours have to be; its author can still mend the text.
const questionEdit = z.strictObject({
  title: titleField,
  tldr: tldrField.default(''),
  body: bodyField,
  topics: topicsField,
});
const edits: Record<PostKind, z.ZodType<Edit>> = {
  question: questionEdit,
  ama: questionEdit,
  video: questionEdit,
  answer: z.strictObject({ body: bodyField }),
  amaQuestion: z.strictObject({ body: bodyField }),
  comment: z.strictObject({ body: commentField }),
};

export function editSchemaOf(kind: PostKind): z.ZodType<Edit> {
  return edits[kind];
}

/** The text as the edit form and the revisions show it; title, TL;DR and topics for threads only. */
export interface Wording {
  title: string | null;
  tldr: string | null;
  body: string;
  topics: string[] | null;
}

/** The same as the edit form's fields. */
export function fieldsOfWording({ title, tldr, body, topics }: Wording): RawForm {
  return { body, title: title ?? '', tldr: tldr ?? '', topics: (topics ?? []).join(', ') };
}

const findWording = statement<{ id: string }, Wording>('findWording')`
  select case when posts.id = threads.id then title end as title, case when posts.id = threads.id then tldr end as tldr, body,
    case when posts.id = threads.id then coalesce((
      select jsonb_agg(topics.name order by position)
      from thread_topics join topics on topics.id = thread_topics.topic_id where thread_id = threads.id
    ), '[]') end as topics
  from posts join threads on threads.id = posts.thread_id where posts.id = ${'id'}`;

export async function accessWording(
  platform: Platform,
  account: Account,
  id: string,
): Promise<{ post: Post; wording: Wording }> {
  const post = await accessEditable(platform, account, id);
  return { post, wording: one(await findWording(platform.db, { id })) };
}

const keepRevision = statement<{ postId: string }, never>('keepRevision')`
  insert into revisions (post_id, revision, title, tldr, body, topics, edited_at)
  select posts.id, posts.revision, case when posts.id = threads.id then title end, case when posts.id = threads.id then tldr end,
    body, case when posts.id = threads.id then (
      select jsonb_agg(topics.name order by position)
      from thread_topics join topics on topics.id = thread_topics.topic_id where thread_id = threads.id
    ) end, coalesce(edited_at, at)
  from posts join threads on threads.id = posts.thread_id where posts.id = ${'postId'}`;

const updatePost = statement<
  { id: string; body: string; html: string; version: number; at: Date; revision: number },
  { id: string }
>('updatePost')`
  update posts set body = ${'body'}, body_html = ${'html'}, html_version = ${'version'}, edited_at = ${'at'},
    revision = revision + 1
  where id = ${'id'} and revision = ${'revision'} returning id`;

const updateThread = statement<{ id: string; title: string; slug: string; tldr: string }, never>(
  'updateThread',
)`
  with calendar as (
    update amas set sequence = sequence + 1 from threads
    where threads.id = ${'id'} and amas.thread_id = threads.id and threads.title <> ${'title'}
  )
  update threads set title = ${'title'}, slug = ${'slug'}, tldr = ${'tldr'} where id = ${'id'}`;

/**
 * Replaces the text; what stood there becomes a revision. `revision` is the one that the author had
 * before them: Conflict when somebody was faster.
 */
export async function editPost(
  platform: Platform,
  account: Account,
  { id, revision, ...edit }: { id: string; revision: number } & Edit,
): Promise<{ id: string; threadId: string; threadKind: Post['threadKind']; slug: string }> {
  const post = await accessEditable(platform, account, id);
  const { body, title, tldr = '', topics = [] } = edit;
  const named = title === undefined ? [] : await requireTopics(platform.db, topics);
  const slug = title === undefined ? post.slug : slugify(title);
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, post.threadId);
    await keepRevision(tx, { postId: id });
    await replaceText(platform, tx, { post, revision, body });
    if (title !== undefined) {
      await announceThread(platform, tx, post.threadId);
      await updateThread(tx, { id: post.threadId, title, slug, tldr });
      await setThreadTopics(tx, post.threadId, named);
    }
    await publish(platform, tx, { threadId: post.threadId, postId: id });
    await tellOfChange(platform, tx, { postId: id, threadId: post.threadId });
  });
  return { id, threadId: post.threadId, threadKind: post.threadKind, slug };
}

async function replaceText(
  platform: Platform,
  tx: Tx,
  { post, revision, body }: { post: Post; revision: number; body: string },
): Promise<void> {
  const at = postTime(platform, post);
  const html = renderMarkdown(body);
  const rows = await updatePost(tx, { id: post.id, body, html, version: MARKDOWN_VERSION, at, revision });
  if (rows.length === 0)
    throw new Outdated('This post was changed in the meantime. Your text is below; compare before you save.');
  if (post.kind === 'comment') return;
  const videos = await citeMomentsAnew(tx, { id: post.id, html });
  await platform.changes.announce(tx, videos.map(tagOf.thread));
}

async function accessEditable(platform: Platform, account: Account, id: string): Promise<Post> {
  const post = await accessPost(platform, account, id);
  if (!post.mine) throw new Forbidden('Only its author can edit a post.');
  if (post.locked) throw new Forbidden('A moderator has locked this thread.');
  if (post.removedBy === 'moderator') throw new Forbidden('A moderator has hidden this post.');
  return post;
}

export interface Revision extends Wording {
  revision: number;
  at: string;
}

const findRevisions = statement<{ id: string }, Revision>('findRevisions')`
  select revision, title, tldr, body, topics, edited_at as at from revisions where post_id = ${'id'}
  order by revision desc limit 100`;

/** Earlier wordings, newest first, and the present one before them. Visible where the post is. */
export async function listRevisions(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<{ post: Post; wording: Wording; revisions: Revision[] }> {
  const post = await accessPost(platform, account, id);
  const [wording, revisions] = await Promise.all([
    findWording(platform.db, { id }),
    findRevisions(platform.db, { id }),
  ]);
  return { post, wording: one(wording), revisions };
}
