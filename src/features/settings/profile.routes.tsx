import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FieldErrors } from '../../ui/field.tsx';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findOwnProfile, profileLimits, profileSchema, saveProfile } from '../profiles/profiles.ts';
import { ProfileForm } from './profile-form.tsx';
import { settingsPage } from './settings-frame.tsx';

export function profileSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsProfile.pattern, async (c) => {
    const account = requireAccount(c);
    const own = await findOwnProfile(platform.db, account.id);
    const values = {
      name: own?.name ?? '',
      slug: own?.slug ?? '',
      title: own?.title ?? '',
      bio: own?.bio ?? '',
      links: own?.links.join('\n') ?? '',
    };
    const published = own && urls.person({ name: own.slug });
    const children = <ProfileForm values={values} published={published} portrait={own?.portrait ?? null} />;
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Profile', done: c.req.query('done'), compose: true, children }),
    );
  });

  routes.post(urls.settingsProfile.pattern, async (c) => {
    const account = requireAccount(c);
    const { preview, ...form } = await readForm(c);
    if (preview !== undefined) return await showAgain(c, form, {}, 200);
    const parsed = parseForm(profileSchema, form);
    if (!parsed.ok) return await showAgain(c, form, parsed.errors, 422);
    await useLimit(platform, account, 'act');
    const saved = await orErrors(saveProfile(platform, account.id, parsed.value));
    if (!saved.ok) return await showAgain(c, form, saved.errors, 422);
    return responder.redirect(c, `${urls.settingsProfile()}?done=saved`);
  });

  async function showAgain(
    c: EdgeContext,
    form: RawForm,
    errors: FieldErrors,
    status: number,
  ): Promise<Response> {
    const text = (name: string) => fieldText(form, name);
    const values = {
      name: text('name'),
      slug: text('slug'),
      title: text('title'),
      bio: text('bio'),
      links: text('links'),
    };
    const own = await findOwnProfile(platform.db, requireAccount(c).id);
    const published = own && urls.person({ name: own.slug });
    const portrait = own?.portrait ?? null;
    const preview = status === 200 ? renderMarkdown(values.bio.slice(0, profileLimits.bio)) : undefined;
    const children = <ProfileForm {...{ values, published, portrait, preview, errors }} />;
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Profile', compose: true, children }),
      status,
    );
  }
  return routes;
}
