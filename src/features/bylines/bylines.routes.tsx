import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { statusOf } from '../posts/composing.ts';
import { settingsPage } from '../settings/settings-frame.tsx';
import { coarserForms } from './coarser.ts';
import { CoarseningPage } from './coarsening-page.tsx';
import { accessOwnByline, coarsenOwnByline } from './coarsening.ts';
import { findHiding, hideCompany, hidingSpans, listShowingCompany } from './hiding-company.ts';
import type { HidingSpan } from './hiding-company.ts';
import { HidingPage } from './hiding-page.tsx';

const coarseningSchema = z.strictObject({
  byline: z.enum(coarserForms, 'Choose what the byline should still say.'),
});

const spans = Object.keys(hidingSpans) as HidingSpan[];
const hidingSchema = z.strictObject({ within: z.enum(spans, 'Choose how soon.') });

type Errors = Record<string, string>;

/** What an author does to bylines that are printed already. */
export function bylinesRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.byline.pattern, async (c) => await coarseningPage(c, c.req.param('id'), {}));

  routes.post(urls.byline.pattern, async (c) => {
    const account = requireAccount(c);
    const postId = c.req.param('id');
    const form = await readForm(c);
    const parsed = parseForm(coarseningSchema, form);
    const chosen = fieldText(form, 'byline');
    if (!parsed.ok) return await coarseningPage(c, postId, parsed.errors, chosen);
    await useLimit(platform, account, 'act');
    const cut = await orErrors(coarsenOwnByline(platform, account, { postId, form: parsed.value.byline }));
    if (!cut.ok) return await coarseningPage(c, postId, cut.errors, chosen);
    return responder.redirect(c, postPlace(cut.value));
  });

  routes.get(urls.settingsHiding.pattern, async (c) => await hidingPage(c, {}));

  routes.post(urls.settingsHiding.pattern, async (c) => {
    const account = requireAccount(c);
    const parsed = parseForm(hidingSchema, await readForm(c));
    if (!parsed.ok) return await hidingPage(c, parsed.errors);
    await useLimit(platform, account, 'act');
    await hideCompany(platform, account, parsed.value.within);
    return responder.redirect(c, urls.settingsHiding());
  });

  async function coarseningPage(c: EdgeContext, id: string, errors: Errors, chosen = ''): Promise<Response> {
    const own = await accessOwnByline(platform, requireAccount(c), id);
    const page = {
      title: 'Show less in the byline',
      path: urls.byline(own.post),
      robots: 'noindex',
      children: <CoarseningPage {...own} errors={errors} chosen={chosen} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }

  async function hidingPage(c: EdgeContext, errors: Errors): Promise<Response> {
    const account = requireAccount(c);
    const [showing, until] = await Promise.all([
      listShowingCompany(platform, account),
      findHiding(platform, account),
    ]);
    const children = <HidingPage threads={showing.length} until={until} errors={errors} />;
    const page = {
      ...settingsPage({ section: 'Career', title: 'Hide my company everywhere', children }),
      path: urls.settingsHiding(),
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }
  return routes;
}
