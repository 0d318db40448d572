import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { editingRoutes } from './editing.routes.tsx';
import { findPlaceInAma } from '../amas/places.ts';
import { accessPost } from './posts.ts';
import { removeOwnPost, restoreOwnPost } from './removal.ts';

const removalSchema = z.strictObject({ removed: z.enum(['1', '0'], 'Say 1 to delete, 0 to bring back.') });

export function postsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.post.pattern, async (c) => {
    const post = await accessPost(platform, c.var.account, c.req.param('id'));
    const draft = c.req.query('draft');
    const inAma = await findPlaceInAma(platform.db, post);
    if (inAma) return c.redirect(inAma, 302);
    if (draft === undefined) return c.redirect(postPlace(post), 302);
    return c.redirect(`${postPlace(post)}?draft=${encodeURIComponent(draft)}#your-answer`, 302);
  });

  routes.post(urls.removal.pattern, async (c) => {
    const account = requireAccount(c);
    const { removed } = requireForm(removalSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const change = removed === '1' ? removeOwnPost : restoreOwnPost;
    return responder.redirect(c, postPlace(await change(platform, account, c.req.param('id'))));
  });

  routes.route('/', editingRoutes(platform, responder));
  return routes;
}
