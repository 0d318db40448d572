import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { streamChannel } from '../../edge/stream.ts';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { isId } from '../../platform/random.ts';
import { urls } from '../../urls.ts';
import { eventsTag } from './amas.ts';
import { AmaSource } from './live.tsx';

/** What happens in an AMA, as it happens. */
export function amaLiveRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  routes.get(urls.amaEvents.pattern, async (c) => {
    const amaId = c.req.param('id');
    if (!isId(amaId)) throw new NotFound('There is no such AMA.');
    const source = new AmaSource(platform, responder.site, amaId);
    return await streamChannel(platform, c, { name: eventsTag(amaId), source });
  });
  return routes;
}
