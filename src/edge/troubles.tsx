import { MovedTo, NotFound, Refusal, SignInAgain, TooMany } from '../errors.ts';
import { logFailure } from '../platform/logger.ts';
import type { Platform } from '../platform/platform.ts';
import type { ErrorStatus } from '../ui/error-page.tsx';
import { errorPage } from '../ui/error-page.tsx';
import { renderPage } from '../ui/render.tsx';
import { signInAgain } from '../urls.ts';
import type { EdgeContext } from './context.ts';
import type { Responder } from './respond.tsx';

/** The one place where errors become answers: refusals as they are, anything else as 500 with an id. */
export function troubleHandler(platform: Platform, responder: Responder) {
  return (error: Error, c: EdgeContext): Response => {
    if (error instanceof MovedTo) return c.redirect(error.location, 301);
    if (error instanceof SignInAgain) return c.redirect(signInAgain(error.to), 303);
    const status = statusOf(error);
    if (status >= 500) logFailure(platform.log, c.var.requestId, error);
    if (status === 503) c.header('retry-after', '5');
    const retryAfter = error instanceof TooMany ? error.retryAfter : undefined;
    if (retryAfter) c.header('retry-after', String(retryAfter));
    const account = c.var.account ?? null;
    const page = errorPage({
      status,
      path: c.req.method === 'GET' ? new URL(c.req.url).pathname : '/',
      viewer: account ? { initials: 'You', role: account.role, unread: 0 } : null,
      ...(error instanceof Refusal && status < 500 ? { reason: error.message } : {}),
      ...(status >= 500 ? { requestId: c.var.requestId } : {}),
      ...(retryAfter ? { retryAfter } : {}),
    });
    c.header('cache-control', 'no-store');
    c.header('content-type', 'text/html; charset=utf-8');
    return c.body(new Uint8Array(renderPage(responder.site, page)), status);
  };
}

export function nothingHere(): never {
  throw new NotFound('There is nothing at this address.');
}

function statusOf(error: Error): ErrorStatus {
  if (error instanceof Refusal) return error.status;
  // hono's own refusals (CSRF, body size) carry their status.
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return [400, 403, 404, 405, 413].includes(status) ? (status as ErrorStatus) : 500;
}
