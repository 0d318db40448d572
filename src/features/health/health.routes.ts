import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { timingSafeEqual } from 'node:crypto';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { NotFound } from '../../errors.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { requireReady } from './readiness.ts';

export function healthRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.health.pattern, (c) => c.text('alive\n', 200, { 'cache-control': 'no-store' }));

  routes.get(urls.ready.pattern, async (c) => {
    await requireReady(platform.db);
    return c.text('ready\n', 200, { 'cache-control': 'no-store' });
  });

  routes.get(urls.metrics.pattern, async (c) => {
    if (!mayRead(platform, c)) throw new NotFound('There is nothing at this address.');
    return c.text(await platform.metrics.text(), 200, { 'cache-control': 'no-store' });
  });
  return routes;
}

/** With the token, or from this machine. A proxy on this machine forwards strangers, so then the token is needed. */
function mayRead({ config }: Platform, c: EdgeContext): boolean {
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (config.METRICS_TOKEN && given) return isSame(given, config.METRICS_TOKEN);
  const address = getConnInfo(c).remote.address ?? '';
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address);
  return local && c.req.header('x-forwarded-for') === undefined && c.req.header('forwarded') === undefined;
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hashSecret(a), hashSecret(b));
}
