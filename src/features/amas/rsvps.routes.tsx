import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { wantsFragment } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { RsvpButton } from './rsvp-button.tsx';
import { coarsely, setRsvp } from './rsvps.ts';

const rsvpSchema = z.strictObject({
  going: z.enum(['1', '0'], 'Going is 1 or 0.').transform((value) => value === '1'),
});

export function rsvpsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.amaRsvp.pattern, async (c) => {
    const account = requireAccount(c);
    const { going } = requireForm(rsvpSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const amaId = c.req.param('id');
    const { ama, atLeast } = await setRsvp(platform, account, { amaId, going });
    if (!wantsFragment(c)) return responder.redirect(c, urls.ama(ama));
    return responder.fragment(c, <RsvpButton ama={ama} going={going} count={coarsely(atLeast)} signedIn />);
  });
  return routes;
}
