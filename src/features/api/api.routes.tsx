import { Hono } from 'hono';
import type { Edge } from '../../edge/context.ts';
import type { Responder } from '../../edge/respond.tsx';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { describeForReaders } from './described.ts';
import { DocsPage } from './docs-page.tsx';
import { describeApi } from './document.ts';
import type { Api } from './env.ts';
import { apiAddress } from './reading.ts';

/** The page that explains the API. */
export function apiRoutes(platform: Platform, responder: Responder, api: Api): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.api.pattern, async (c) => {
    return await responder.page(c, async () => {
      const { communityName } = responder.site;
      const described = describeForReaders(describeApi(platform, api));
      const base = apiAddress(platform, '');
      return {
        title: `The API of ${communityName}`,
        description: 'What people read and write here, as JSON: how to ask for it and what comes back.',
        path: urls.api(),
        tags: [],
        children: <DocsPage api={described} base={base} communityName={communityName} />,
      };
    });
  });
  return routes;
}
