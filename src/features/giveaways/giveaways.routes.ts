import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { findOwnWords } from './own-words.ts';

/** What the warnings of the browser need to know of their reader. Nothing comes the other way. */
export function giveawaysRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();
  routes.get(urls.ownWords.pattern, async (c) => {
    const words = await findOwnWords(platform.db, requireAccount(c));
    return c.json(words, 200, { 'cache-control': 'private, no-store' });
  });
  return routes;
}
