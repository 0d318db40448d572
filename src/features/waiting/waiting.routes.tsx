import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { publishNow, takeBack } from './publish-waiting.ts';
import { WaitingPage } from './waiting-page.tsx';
import { accessWaiting, listWaiting } from './waiting-posts.ts';

const actSchema = z.strictObject({ act: z.enum(['back', 'now'], 'Choose what to do with it.') });

export function waitingRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.waitingPosts.pattern, async (c) => {
    const waiting = await listWaiting(platform, requireAccount(c));
    return await responder.privatePage(c, {
      title: 'Waiting to appear',
      path: urls.waitingPosts(),
      robots: 'noindex',
      children: <WaitingPage waiting={waiting} />,
    });
  });

  routes.post(urls.waitingPost.pattern, async (c) => {
    const account = requireAccount(c);
    const { act } = requireForm(actSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const post = await accessWaiting(platform, account, c.req.param('id'));
    await (act === 'now' ? publishNow : takeBack)(platform, account, post);
    return responder.redirect(c, act === 'now' ? urls.waitingPosts() : urls.drafts());
  });
  return routes;
}
