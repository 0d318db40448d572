import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src/platform/http/security.ts';
import type { ErrorStatus } from '../../src/ui/error-page.tsx';
import { errorPage } from '../../src/ui/error-page.tsx';
import { renderPage } from '../../src/ui/render.tsx';
import { liveIn } from './lived-in.ts';
import { findFaults } from './look-at.ts';
import { pagesOfReaders, type PageType } from './page-types.ts';
import { openSite, type Site } from './site.ts';
import { createVisits } from './visit.ts';

let site: Site;
let visit: (type: PageType) => Promise<string[]>;

beforeAll(async () => {
  site = await openSite();
  visit = createVisits(site, await liveIn(site));
});
afterAll(() => site.close());

describe('readable, reachable and at rest in every width and scheme', () => {
  it.each(pagesOfReaders)('$name', async (type) => {
    expect(await visit(type)).toEqual([]);
  });

  // What the server says when it is in trouble is tested where it is in trouble; here is how that looks.
  it.each<ErrorStatus>([422, 429, 500, 503])('%i', async (status) => {
    const page = await (await site.open()).newPage();
    const reason =
      status < 500 ? { reason: 'That was a lot in a short time.' } : { requestId: 'XYRtwdw2E2m5' };
    const trouble = { status, path: '/topics', viewer: null, ...reason, retryAfter: 40 };
    const shown = { communityName: 'Cairn', baseUrl: site.origin, assetUrl: site.assetUrl };
    const body = renderPage(shown, errorPage(trouble));
    const headers = { ...securityHeaders(false), 'content-type': 'text/html; charset=utf-8' };
    await page.route('**/trouble', (route) => route.fulfill({ status, body, headers }));
    await page.goto('/trouble');
    expect(await findFaults(page)).toEqual([]);
    await page.context().close();
  });
});
