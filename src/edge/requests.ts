import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { getConnInfo } from '@hono/node-server/conninfo';
import { NotFound } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import { securityHeaders } from '../platform/http/security.ts';
import type { Edge, EdgeContext } from './context.ts';

/** Gives the request its id, counts it, and writes one line: the route's template, never the address itself. */
export function logRequests(platform: Platform): MiddlewareHandler<Edge> {
  return async (c, next) => {
    const begun = performance.now();
    const requestId = platform.random.bytes(9).toString('base64url');
    c.set('requestId', requestId);
    c.set('account', null);
    await next();
    c.header('x-request-id', requestId);
    const seconds = (performance.now() - begun) / 1000;
    const { method } = c.req;
    const route = routePath(c) || 'unmatched';
    const { status } = c.res;
    platform.metrics.observeRequest({ method, route, status }, seconds);
    platform.log.info(
      { request: requestId, method, route, status, ms: Math.round(seconds * 1e4) / 10 },
      'request',
    );
  };
}

/**
 * On every answer, but where it brings a header of its own (the API may be read by other sites). What says
 * nothing of caches is for none: the title of a deleted question stands in the redirect that its author gets.
 */
export function setSecurityHeaders(platform: Platform): MiddlewareHandler<Edge> {
  const headers = Object.entries({
    ...securityHeaders(platform.config.secure),
    'cache-control': 'no-store',
  });
  return async (c, next) => {
    await next();
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}

/** PostgreSQL holds no U+0000, so no address of ours has one. */
export function refuseNul(): MiddlewareHandler<Edge> {
  return async (c, next) => {
    if (/%00|\0/.test(c.req.url)) throw new NotFound('There is nothing at this address.');
    await next();
  };
}

/** The keyed name of the network address that this request came from, behind as many proxies as are trusted. */
export function addressKey(platform: Platform, c: EdgeContext): string {
  const hops = platform.config.TRUST_PROXY;
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = hops > 0 ? forwarded.at(-hops) : undefined;
  return platform.limits.addressKey(address || remoteAddress(c));
}

function remoteAddress(c: EdgeContext): string {
  // Without a socket, as in a test that calls the application directly, there is one address.
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : '';
}
