import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { careerSchema } from '../careers/career-fields.ts';
import { changeCareer } from '../careers/careers.ts';
import { CareerForm } from './career-form.tsx';
import { settingsPage } from './settings-frame.tsx';

export function careerSettingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsCareer.pattern, async (c) => {
    const { career } = requireAccount(c);
    const values = {
      role: career?.role ?? '',
      level: career?.level ?? '',
      company: career?.company ?? '',
      nativeLevel: career?.nativeLevel ?? '',
    };
    return await responder.privatePage(
      c,
      settingsPage({
        section: 'Career',
        done: c.req.query('done'),
        children: <CareerForm values={values} />,
      }),
    );
  });

  routes.post(urls.settingsCareer.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const parsed = parseForm(careerSchema, form);
    if (!parsed.ok) {
      const text = (name: string) => fieldText(form, name);
      const values = {
        role: text('role'),
        level: text('level'),
        company: text('company'),
        nativeLevel: text('nativeLevel'),
      };
      const children = <CareerForm values={values} errors={parsed.errors} />;
      return await responder.privatePage(c, settingsPage({ section: 'Career', children }), 422);
    }
    await useLimit(platform, account, 'act');
    await platform.db.transaction((tx) =>
      changeCareer(platform, tx, {
        accountId: account.id,
        change: (career) => ({ ...career, ...parsed.value }),
      }),
    );
    return responder.redirect(c, `${urls.settingsCareer()}?done=saved`);
  });
  return routes;
}
