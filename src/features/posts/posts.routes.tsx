import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { Conflict, Invalid } from '../../errors.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import { closeQuestion, reopenQuestion } from './closing.ts';
import type { Composed } from './composing.ts';
import { finishDraft, previewOf, splitComposed } from './composing.ts';
import { EditPage } from './edit-page.tsx';
import { accessWording, editPost, editSchemaOf, listRevisions } from './editing.ts';
import { reasonField } from './fields.ts';
import { nounOf } from './post-words.ts';
import { accessPost } from './posts.ts';
import { removeOwnPost, restoreOwnPost } from './removal.ts';
import { RevisionsPage } from './revisions-page.tsx';

const removalSchema = z.strictObject({ removed: z.enum(['1', '0'], 'Say 1 to delete, 0 to bring back.') });
const closureSchema = z.discriminatedUnion('closed', [
  z.strictObject({ closed: z.literal('1'), reason: reasonField }),
  z.strictObject({ closed: z.literal('0'), reason: z.string().optional() }),
]);

export function postsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.post.pattern, async (c) => {
    const post = await accessPost(platform, platform.db, c.var.account, c.req.param('id'));
    const draft = c.req.query('draft');
    if (draft === undefined) return c.redirect(postPlace(post), 302);
    return c.redirect(`${postPlace(post)}?draft=${encodeURIComponent(draft)}#your-answer`, 302);
  });

  routes.get(urls.editPost.pattern, async (c) => {
    const id = c.req.param('id');
    const place = { kind: 'edit', on: id, id: c.req.query('draft') } as const;
    const kept = await findDraftOn(platform, requireAccount(c), place);
    return await editPage(
      c,
      id,
      kept ? { fields: kept.fields, draft: kept, wantsPreview: false } : null,
      {},
      200,
    );
  });

  routes.post(urls.editPost.pattern, async (c) => {
    const account = requireAccount(c);
    const id = c.req.param('id');
    const composed = splitComposed(await readForm(c));
    if (composed.wantsPreview) return await editPage(c, id, composed, {}, 200);
    const post = await accessPost(platform, platform.db, account, id);
    const { revision, ...fields } = composed.fields;
    const edit = parseForm<z.ZodType<{ body: string; title?: string; tldr?: string; topics?: string[] }>>(
      editSchemaOf(post.kind),
      fields,
    );
    if (!edit.ok) return await editPage(c, id, composed, edit.errors, 422);
    await useLimit(platform, account, 'post');
    try {
      const edited = await editPost(platform, account, {
        id,
        revision: Number(revision) || 0,
        ...edit.value,
      });
      await finishDraft(platform, account, composed);
      return responder.redirect(c, postPlace(edited));
    } catch (error) {
      if (error instanceof Invalid) return await editPage(c, id, composed, error.fields, 422);
      if (error instanceof Conflict) return await editPage(c, id, composed, { form: error.message }, 409);
      throw error;
    }
  });

  routes.get(urls.revisions.pattern, async (c) => {
    const history = await listRevisions(platform, c.var.account, c.req.param('id'));
    const { post } = history;
    return await responder.privatePage(c, {
      title: `Earlier versions of “${post.title}”`,
      path: urls.revisions(post),
      robots: 'noindex',
      children: <RevisionsPage {...history} now={platform.clock.now()} />,
    });
  });

  routes.post(urls.removal.pattern, async (c) => {
    const account = requireAccount(c);
    const form = parseForm(removalSchema, await readForm(c));
    if (!form.ok) throw new Invalid(form.errors);
    await useLimit(platform, account, 'act');
    const change = form.value.removed === '1' ? removeOwnPost : restoreOwnPost;
    return responder.redirect(c, postPlace(await change(platform, account, c.req.param('id'))));
  });

  routes.post(urls.closure.pattern, async (c) => {
    const account = requireAccount(c);
    const form = parseForm(closureSchema, await readForm(c));
    if (!form.ok) throw new Invalid(form.errors);
    await useLimit(platform, account, 'act');
    const id = c.req.param('id');
    const { value } = form;
    const question =
      value.closed === '1'
        ? await closeQuestion(platform, account, { id, reason: value.reason })
        : await reopenQuestion(platform, account, id);
    return responder.redirect(c, postPlace(question));
  });

  async function editPage(
    c: EdgeContext,
    id: string,
    composed: Composed | null,
    errors: Record<string, string>,
    status: 200 | 409 | 422,
  ): Promise<Response> {
    const { post, wording } = await accessWording(platform, requireAccount(c), id);
    const { body, title, tldr, topics } = wording;
    const stored: RawForm = { body, title: title ?? '', tldr: tldr ?? '', topics: (topics ?? []).join(', ') };
    const fields = composed?.fields ?? stored;
    const revision = status === 409 ? post.revision : Number(fieldText(fields, 'revision')) || post.revision;
    const children = (
      <EditPage
        post={{ ...post, revision }}
        fields={fields}
        errors={errors}
        now={status === 409 ? stored : null}
        {...(composed?.draft ? { draft: composed.draft } : {})}
        {...(composed?.wantsPreview ? { preview: previewOf(composed) } : {})}
      />
    );
    const page = {
      title: `Edit your ${nounOf(post.kind)}`,
      path: urls.editPost(post),
      compose: true,
      robots: 'noindex',
      children,
    };
    return await responder.privatePage(c, page, status);
  }
  return routes;
}
