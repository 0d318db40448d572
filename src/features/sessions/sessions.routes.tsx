import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { clearSessionCookie, sessionToken } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { passkeySignInRoutes } from './passkey.routes.tsx';
import { secondFactorRoutes } from './second-factor.routes.tsx';
import { endSession } from './sessions.ts';
import { signInRoutes } from './sign-in.routes.tsx';
import { signUpRoutes } from './sign-up.routes.tsx';

export function sessionsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  // Before the links, whose addresses fit all of these.
  routes.route('/', secondFactorRoutes(platform, responder));
  routes.route('/', passkeySignInRoutes(platform, responder));
  routes.route('/', signInRoutes(platform, responder));
  routes.route('/', signUpRoutes(platform, responder));

  routes.post(urls.signOut.pattern, async (c) => {
    const token = sessionToken(platform, c);
    if (token) await endSession(platform.db, token);
    clearSessionCookie(platform, c);
    return responder.redirect(c, urls.home());
  });
  return routes;
}
