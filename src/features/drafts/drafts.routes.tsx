import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import { readForm } from '../../edge/form.ts';
import { fieldNumber, fieldText } from '../../platform/http/raw-form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { BadRequest } from '../../errors.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { limits } from '../posts/fields.ts';
import { DraftsPage } from './drafts-page.tsx';
import type { Draft } from './drafts.ts';
import { accessDraft, discardDraft, draftKinds, listDrafts, saveDraft } from './drafts.ts';

/** What a draft says of itself, and what is asked anew each time; everything else is what was typed. */
const ownFields = new Set(['id', 'version', 'kind', 'on', 'underMyName']);

export function draftsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.drafts.pattern, async (c) => {
    const drafts = await listDrafts(platform, requireAccount(c));
    const children = <DraftsPage drafts={drafts} now={platform.clock.now()} />;
    return await responder.privatePage(c, {
      title: 'Your drafts',
      path: urls.drafts(),
      robots: 'noindex',
      children,
    });
  });

  routes.post(urls.drafts.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const fields = Object.fromEntries(Object.entries(form).filter(([name]) => !ownFields.has(name)));
    const kind = draftKinds.find((name) => name === form.kind);
    if (!kind) throw new BadRequest('A draft is of a question, an answer, a comment, an AMA or an edit.');
    await useLimit(platform, account, 'act');
    const id = fieldText(form, 'id');
    const version = fieldNumber(form, 'version');
    const on = fieldText(form, 'on') || null;
    const saved = await saveDraft(platform, account, { id, version, kind, on, fields });
    if (saved.outcome === 'conflict') return c.json(saved.other, 409, { 'cache-control': 'no-store' });
    return c.json(saved, 200, { 'cache-control': 'no-store' });
  });

  routes.get(urls.draft.pattern, async (c) => {
    const draft = await accessDraft(platform, requireAccount(c), c.req.param('id'));
    return c.redirect(composerOf(draft), 303);
  });

  routes.post(urls.draft.pattern, async (c) => {
    const account = requireAccount(c);
    await useLimit(platform, account, 'act');
    await discardDraft(platform, account, c.req.param('id'));
    return responder.redirect(c, urls.drafts());
  });

  routes.post(urls.preview.pattern, async (c) => {
    const account = requireAccount(c);
    await useLimit(platform, account, 'act');
    const body = fieldText(await readForm(c), 'body').slice(0, limits.body.max);
    return responder.fragment(
      c,
      <div class="text" dangerouslySetInnerHTML={{ __html: renderMarkdown(body) }} />,
    );
  });
  return routes;
}

/** Where a draft is taken up again. */
function composerOf({ id, kind, on }: Draft): string {
  const asked = `?draft=${id}`;
  if (kind === 'ama') return urls.newAma() + asked;
  if (kind === 'question' || !on) return urls.newQuestion() + asked;
  if (kind === 'comment') return urls.comments({ id: on }) + asked;
  return (kind === 'edit' ? urls.editPost({ id: on }) : urls.post({ id: on })) + asked;
}
