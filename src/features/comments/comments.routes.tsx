import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postAnchor, threadUrl, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findSigns } from '../bylines/signed-bylines.ts';
import { findSigning } from '../bylines/signing.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import type { Composed } from '../posts/composing.ts';
import { askForName, beginComposing, finishDraft, splitComposed, statusOf } from '../posts/composing.ts';
import { accessPost } from '../posts/posts.ts';
import { listTopicIds } from '../topics/topics.ts';
import { replyLater } from '../waiting/later.ts';
import { CommentPage } from './comment-page.tsx';
import { addComment, commentSchema } from './comments.ts';

export function commentsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.comments.pattern, async (c) => {
    const onId = c.req.param('id');
    const place = { kind: 'comment', on: onId, id: c.req.query('draft') } as const;
    const draft = await findDraftOn(platform, requireAccount(c), place);
    return await formPage(c, { onId, composed: beginComposing(draft), errors: {} });
  });

  routes.post(urls.comments.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    const onId = c.req.param('id');
    if (composed.preview !== undefined) return await formPage(c, { onId, composed, errors: {} });
    const comment = parseForm(commentSchema, composed.fields);
    const errors = { ...(comment.ok ? {} : comment.errors), ...askForName(composed) };
    if (!comment.ok || statusOf(errors) === 422) return await formPage(c, { onId, composed, errors });
    await useLimit(platform, account, 'post');
    const { fields, publish = '' } = composed;
    const written = { kind: 'comment', on: onId, fields, publish, byline: comment.value.byline } as const;
    const later = await orErrors(replyLater(platform, account, written));
    if (!later.ok) return await formPage(c, { onId, composed, errors: later.errors });
    if (later.value) {
      await finishDraft(platform, account, composed);
      return responder.redirect(c, urls.waitingPosts());
    }
    const added = await orErrors(addComment(platform, account, { onId, ...comment.value }));
    if (!added.ok) return await formPage(c, { onId, composed, errors: added.errors });
    await finishDraft(platform, account, composed);
    const { id, on } = added.value;
    const thread = threadUrl({ id: on.threadId, slug: on.slug, kind: on.threadKind });
    return responder.redirect(c, `${thread}#${postAnchor(id)}`);
  });

  async function formPage(
    c: EdgeContext,
    { onId, composed, errors }: { onId: string; composed: Composed; errors: Record<string, string> },
  ): Promise<Response> {
    const account = requireAccount(c);
    const on = await accessPost(platform, account, onId);
    const fixed = await findSigns(platform, account, on.threadId);
    const topicIds = await listTopicIds(platform.db, on.threadId);
    const signing = await findSigning(platform, account, { fixed, topicIds });
    const page = {
      title: `Comment on “${on.title}”`,
      path: urls.comments(on),
      compose: true,
      robots: 'noindex',
      children: <CommentPage {...{ on, signing, composed, errors }} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }
  return routes;
}
