import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import { keepGuest } from '../../edge/guests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { addressKey } from '../../edge/requests.ts';
import { Forbidden } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { InvitationPage } from './invitation-page.tsx';
import { acceptInvitation, accessInvitation } from './invitations.ts';

const acceptSchema = z.strictObject({ as: z.enum(['member', 'guest'], 'Say under which name you host.') });

/** The link by which somebody comes to host. */
export function invitationsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.amaInvitation.pattern, async (c) => {
    const { token } = c.req.param();
    const { ama, invitation } = await accessInvitation(platform, token);
    return await responder.privatePage(c, {
      ...{ title: 'You are asked to host', path: urls.amas(), robots: 'noindex', section: 'amas' },
      children: <InvitationPage {...{ ama, invitation, account: c.var.account, token }} />,
    });
  });

  routes.post(urls.amaInvitation.pattern, async (c) => {
    const { account } = c.var;
    const { as } = requireForm(acceptSchema, await readForm(c));
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const profileId = as === 'member' ? (account?.profile?.id ?? null) : null;
    if (as === 'member' && !profileId) throw new Forbidden('Make a profile first, or host as the guest.');
    const { ama, token, expiresAt } = await acceptInvitation(platform, c.req.param('token'), { profileId });
    if (token) keepGuest(platform, c, { token, expiresAt });
    return responder.redirect(c, urls.amaStage(ama));
  });
  return routes;
}
