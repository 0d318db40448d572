import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveIn } from './lived-in.ts';
import { pagesOfMembers, type PageType } from './page-types.ts';
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
  it.each(pagesOfMembers)('$name, for $as', async (type) => {
    expect(await visit(type)).toEqual([]);
  });
});
