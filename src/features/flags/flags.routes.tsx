import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { plainText } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { FlagPage, FlaggedPage } from './flag-page.tsx';
import { accessFlagging, flagPost, flagSchema } from './flags.ts';

export function flagsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.flags.pattern, async (c) => await show(c));

  routes.post(urls.flags.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const flag = parseForm(flagSchema, form);
    if (!flag.ok) return await show(c, { form, errors: flag.errors });
    await useLimit(platform, account, 'act');
    const post = await flagPost(platform, account, { postId: c.req.param('id'), ...flag.value });
    return responder.redirect(c, urls.flags(post));
  });

  async function show(
    c: EdgeContext,
    sent?: { form: RawForm; errors: Record<string, string> },
  ): Promise<Response> {
    const account = requireAccount(c);
    const { post, flagged } = await accessFlagging(platform, account, c.req.param('id') ?? '');
    const page = { title: 'Report a post', path: urls.flags(post), robots: 'noindex' };
    if (flagged && !sent) {
      return await responder.privatePage(c, { ...page, children: <FlaggedPage post={post} /> });
    }
    const filled = sent && {
      reason: fieldText(sent.form, 'reason'),
      note: fieldText(sent.form, 'note'),
      errors: sent.errors,
    };
    const children = <FlagPage post={post} excerpt={plainText(post.body, 300)} {...filled} />;
    return await responder.privatePage(c, { ...page, children }, sent ? 422 : 200);
  }
  return routes;
}
