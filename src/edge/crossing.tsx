import type { MiddlewareHandler } from 'hono';
import { urls } from '../urls.ts';
import type { Edge, EdgeContext } from './context.ts';
import type { Responder } from './respond.tsx';

/** Pages that look otherwise to who wrote the post. */
export const ownPages = [urls.editPost, urls.byline, urls.flags, urls.comments] as const;

/**
 * Another site may open one of these in a window of its own and take the time until it is there. So whoever comes
 * from elsewhere is first asked to go on, and it is the same page for all, whose cookie nobody has looked at.
 */
export function askToGoOn(responder: Responder): MiddlewareHandler<Edge> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (!comesFromElsewhere(c) || !isOwnPage(pathname)) return await next();
    return await responder.privatePage(c, {
      title: 'Go on',
      path: pathname,
      robots: 'noindex',
      children: (
        <div class="narrow stack">
          <h1>You come from another site</h1>
          <p>So that it cannot find out what you have written here, we ask before this page opens.</p>
          <p>
            <a class="button" href={pathname + search}>
              Go on
            </a>
          </p>
        </div>
      ),
    });
  };
}

const patterns = ownPages.map(({ pattern }) => new RegExp(`^${pattern.replace(/:\w+/, '[^/]+')}$`));

function isOwnPage(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}

function comesFromElsewhere(c: EdgeContext): boolean {
  const from = c.req.header('sec-fetch-site');
  return c.req.method === 'GET' && (from === 'cross-site' || from === 'same-site');
}
