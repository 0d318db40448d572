import { Hono } from 'hono';
import { NotFound } from '../../errors.ts';
import type { Edge } from '../../edge/context.ts';
import type { Platform } from '../../platform/platform.ts';
import { isId } from '../../platform/random.ts';
import { urls } from '../../urls.ts';
import { portraitSizes } from './portrait-image.ts';
import { findPortrait } from './portraits.ts';

const headers = {
  'content-type': 'image/webp',
  // The id stands for these very pixels.
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Portraits, the same for everybody: nothing here looks at cookies. */
export function portraitsRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();
  routes.get(urls.portrait.pattern, async (c) => {
    const { id, size } = c.req.param();
    const chosen = size === String(portraitSizes.small) ? 'small' : 'large';
    const known = isId(id) && size === String(portraitSizes[chosen]);
    const bytes = known ? await findPortrait(platform.db, id, chosen) : null;
    if (!bytes) throw new NotFound('There is no such picture.');
    return c.body(new Uint8Array(bytes), 200, headers);
  });
  return routes;
}
