import { Hono } from 'hono';
import type { JSX } from 'preact';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { accountSettingsRoutes } from './account.routes.tsx';
import { careerSettingsRoutes } from './career.routes.tsx';
import { deletionRoutes } from './deletion.routes.tsx';
import { emailSettingsRoutes } from './email.routes.tsx';
import { portraitSettingsRoutes } from './portrait.routes.tsx';
import { exportRoutes } from './export.routes.ts';
import { profileSettingsRoutes } from './profile.routes.tsx';
import { secondFactorSettingsRoutes } from './second-factor.routes.tsx';
import { sessionSettingsRoutes } from './sessions.routes.tsx';
import { sections } from './settings-frame.tsx';
import { tokenSettingsRoutes } from './tokens.routes.tsx';
import { verificationRoutes } from './verification.routes.tsx';
import { waysSettingsRoutes } from './ways.routes.tsx';

export function settingsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settings.pattern, async (c) => {
    requireAccount(c);
    const children = <SettingsIndex />;
    return await responder.privatePage(c, {
      title: 'Settings',
      path: urls.settings(),
      robots: 'noindex',
      children,
    });
  });

  routes.route('/', profileSettingsRoutes(platform, responder));
  routes.route('/', portraitSettingsRoutes(platform, responder));
  routes.route('/', careerSettingsRoutes(platform, responder));
  routes.route('/', verificationRoutes(platform, responder));
  routes.route('/', accountSettingsRoutes(platform, responder));
  routes.route('/', emailSettingsRoutes(platform, responder));
  routes.route('/', exportRoutes(platform));
  routes.route('/', deletionRoutes(platform, responder));
  routes.route('/', waysSettingsRoutes(platform, responder));
  routes.route('/', secondFactorSettingsRoutes(platform, responder));
  routes.route('/', sessionSettingsRoutes(platform, responder));
  routes.route('/', tokenSettingsRoutes(platform, responder));
  return routes;
}

function SettingsIndex(): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>Settings</h1>
      <ul class="directory">
        {sections.map(({ name, href, about }) => (
          <li key={href}>
            <a href={href}>{name}</a>
            <p>{about}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
