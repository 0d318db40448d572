import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { Conflict } from '../../errors.ts';
import { fieldNumber } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import type { Composed } from './composing.ts';
import { beginComposing, finishDraft, splitComposed, statusOf } from './composing.ts';
import { EditPage } from './edit-page.tsx';
import { accessWording, editPost, editSchemaOf, fieldsOfWording, listRevisions } from './editing.ts';
import { nounOf } from './post-words.ts';
import { accessPost } from './posts.ts';
import { tagOf } from './publishing.ts';
import { RevisionsPage } from './revisions-page.tsx';

/** A form that was sent, and what is wrong with it. */
interface Sent {
  composed: Composed;
  errors?: Record<string, string>;
  /** Somebody was faster. */
  isLate?: boolean;
}

export function editingRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.editPost.pattern, async (c) => {
    const id = c.req.param('id');
    const place = { kind: 'edit', on: id, id: c.req.query('draft') } as const;
    const draft = await findDraftOn(platform, requireAccount(c), place);
    return await editPage(c, id, draft && { composed: beginComposing(draft) });
  });

  routes.post(urls.editPost.pattern, async (c) => {
    const account = requireAccount(c);
    const id = c.req.param('id');
    const composed = splitComposed(await readForm(c));
    if (composed.preview !== undefined) return await editPage(c, id, { composed });
    const post = await accessPost(platform, account, id);
    const { revision: _revision, ...fields } = composed.fields;
    const edit = parseForm(editSchemaOf(post.kind), fields);
    if (!edit.ok) return await editPage(c, id, { composed, errors: edit.errors });
    await useLimit(platform, account, 'post');
    try {
      const change = { id, revision: fieldNumber(composed.fields, 'revision'), ...edit.value };
      const edited = await orErrors(editPost(platform, account, change));
      if (!edited.ok) return await editPage(c, id, { composed, errors: edited.errors });
      await finishDraft(platform, account, composed);
      return responder.redirect(c, postPlace(edited.value));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return await editPage(c, id, { composed, errors: { form: error.message }, isLate: true });
    }
  });

  routes.get(urls.revisions.pattern, async (c) => {
    return await responder.viewersPage(c, async () => {
      const history = await listRevisions(platform, c.var.account, c.req.param('id'));
      const { post } = history;
      return {
        title: `Earlier versions of “${post.title}”`,
        path: urls.revisions(post),
        robots: 'noindex',
        tags: [tagOf.thread(post.threadId)],
        children: <RevisionsPage {...history} now={platform.clock.now()} />,
      };
    });
  });

  /** As it stands, where nothing was sent. */
  async function editPage(c: EdgeContext, id: string, sent: Sent | null): Promise<Response> {
    const { post, wording } = await accessWording(platform, requireAccount(c), id);
    const {
      composed,
      errors = {},
      isLate = false,
    } = sent ?? {
      composed: beginComposing(null, fieldsOfWording(wording)),
    };
    const before = fieldNumber(composed.fields, 'revision') || post.revision;
    const shown = { revision: isLate ? post.revision : before, now: isLate ? wording.body : null };
    const page = {
      title: `Edit your ${nounOf(post.kind)}`,
      path: urls.editPost(post),
      compose: true,
      robots: 'noindex',
      children: <EditPage {...{ post, composed, errors }} {...shown} />,
    };
    return await responder.privatePage(c, page, isLate ? 409 : statusOf(errors));
  }
  return routes;
}
