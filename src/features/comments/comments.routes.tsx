import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postAnchor, threadUrl, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import { finishDraft, findSigns, postHtml, previewOf, splitComposed, statusOf } from '../posts/composing.ts';
import type { Composed } from '../posts/composing.ts';
import { accessPost } from '../posts/posts.ts';
import { CommentPage } from './comment-page.tsx';
import { addComment, commentSchema } from './comments.ts';

export function commentsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.comments.pattern, async (c) => {
    const account = requireAccount(c);
    const place = { kind: 'comment', on: c.req.param('id'), id: c.req.query('draft') } as const;
    const kept = await findDraftOn(platform, account, place);
    return await formPage(c, c.req.param('id'), kept ? { fields: kept.fields, draft: kept } : {});
  });

  routes.post(urls.comments.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    const onId = c.req.param('id');
    const comment = parseForm(commentSchema, composed.fields);
    if (!comment.ok || composed.wantsPreview) {
      return await formPage(c, onId, { ...composed, errors: comment.ok ? {} : comment.errors });
    }
    await useLimit(platform, account, 'post');
    const { id, on } = await addComment(platform, account, { onId, ...comment.value });
    await finishDraft(platform, account, composed);
    const thread = threadUrl({ id: on.threadId, slug: on.slug, kind: on.threadKind });
    return responder.redirect(c, `${thread}#${postAnchor(id)}`);
  });

  async function formPage(
    c: EdgeContext,
    onId: string,
    composed: Partial<Composed> & { errors?: Record<string, string> },
  ): Promise<Response> {
    const account = requireAccount(c);
    const on = await accessPost(platform, platform.db, account, onId);
    const { fields = {}, draft, errors = {} } = composed;
    const page = (
      <CommentPage
        on={on}
        onHtml={await postHtml(platform, onId)}
        account={account}
        signs={await findSigns(platform, account, on.threadId)}
        body={fieldText(fields, 'body')}
        byline={fieldText(fields, 'byline')}
        errors={composed.wantsPreview ? {} : errors}
        {...(draft ? { draft } : {})}
        {...(composed.wantsPreview
          ? { preview: previewOf({ fields, wantsPreview: true, draft: null }) }
          : {})}
      />
    );
    const status = composed.wantsPreview === undefined ? 200 : statusOf(composed as Composed);
    const title = `Comment on “${on.title}”`;
    return await responder.privatePage(
      c,
      { title, path: urls.comments({ id: onId }), compose: true, robots: 'noindex', children: page },
      status,
    );
  }
  return routes;
}
