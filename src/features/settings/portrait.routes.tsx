import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { readUpload } from '../../edge/upload.ts';
import { Conflict } from '../../errors.ts';
import { limitBody } from '../../platform/http/body-limit.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { largestUpload, tooLarge } from '../profiles/portrait-image.ts';
import { removePortrait, savePortrait } from '../profiles/portraits.ts';
import { findOwnProfile } from '../profiles/profiles.ts';
import { PortraitPage } from './portrait-page.tsx';
import { settingsPage } from './settings-frame.tsx';

// What a browser writes around the file.
const envelope = 10_000;

export function portraitSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsPortrait.pattern, async (c) => {
    const own = await findOwnProfile(platform.db, requireAccount(c).id);
    return own ? await show(c) : responder.redirect(c, urls.settingsProfile());
  });

  const limit = limitBody(
    largestUpload + envelope,
    async (c: EdgeContext) => await show(c, { portrait: tooLarge }, 413),
  );

  routes.post(urls.settingsPortrait.pattern, limit, async (c) => {
    const account = requireAccount(c);
    await useLimit(platform, account, 'act');
    const upload = await readUpload(c, 'portrait');
    const saved = await orErrors(savePortrait(platform, account.id, upload));
    if (!saved.ok) return await show(c, saved.errors, 422);
    return responder.redirect(c, `${urls.settingsPortrait()}?done=saved`);
  });

  routes.post(urls.settingsPortraitRemoval.pattern, async (c) => {
    const account = requireAccount(c);
    await useLimit(platform, account, 'act');
    await removePortrait(platform, account.id);
    return responder.redirect(c, `${urls.settingsPortrait()}?done=saved`);
  });

  async function show(c: EdgeContext, errors: FieldErrors = {}, status = 200): Promise<Response> {
    const profile = await findOwnProfile(platform.db, requireAccount(c).id);
    if (!profile) throw new Conflict('Make a profile first: a portrait stands on it.');
    const done = c.req.method === 'GET' ? c.req.query('done') : undefined;
    const children = <PortraitPage profile={profile} errors={errors} />;
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Profile', title: 'Portrait', done, children }),
      status,
    );
  }
  return routes;
}
