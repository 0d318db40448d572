import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { removeOwnPost, restoreOwnPost } from '../posts/removal.ts';
import { partSize } from './sitemap.ts';
import { findXmlFault } from './well-formed-for-tests.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform } = community;
  await addTopic(platform, {
    slug: 'tech-lead',
    name: 'Tech Lead',
    summary: 'Leading & deciding.',
    synonyms: ['tl'],
  });
  await addTopic(platform, { slug: 'on-call', name: 'On-Call' });
  await ask(platform, community.asker, { title: 'Who decides when nobody leads?' });
  await ask(platform, community.answerer, {
    title: 'Is a pager a raise?',
    topics: ['on-call'],
    byline: 'named',
  });
});
afterAll(() => community.close());

const locations = (xml: string) =>
  [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address ?? '');

async function titlesIn(path: string): Promise<string[]> {
  const xml = await community.newClient().page(path);
  expect(findXmlFault(xml)).toBeNull();
  return (parseAtomFeed(xml).entries ?? []).map(({ title }) => title?.value ?? '').toSorted();
}

describe('the feeds', () => {
  it('tell of everything, and of a topic what is in it', async () => {
    expect(await titlesIn('/feed.atom')).toEqual(['Is a pager a raise?', 'Who decides when nobody leads?']);
    expect(await titlesIn('/topics/tech-lead.atom')).toEqual(['Who decides when nobody leads?']);
    expect(await community.newClient().page('/topics/tech-lead.atom')).toContain(
      '<![CDATA[Leading & deciding.]]>',
    );
  });

  it('sign as the page does', async () => {
    const xml = await community.newClient().page('/feed.atom');
    expect(xml).toContain('<name>Senior Software Engineer at Cairn Community</name>');
    expect(xml).toContain('<name>Ada Example (Staff Engineer at Fabrikam)</name>');
  });

  it('lead from a synonym to its topic, and from no topic nowhere', async () => {
    const moved = await community.newClient().get('/topics/tl.atom');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/topics/tech-lead.atom']);
    for (const path of ['/topics/nothing.atom', '/topics/Tech-Lead.atom', '/topics/.atom'])
      expect((await community.newClient().get(path)).status).toBe(404);
  });

  it('are named by the pages that they follow', async () => {
    const page = await community.newClient().page('/topics/tech-lead');
    expect(page).toContain('type="application/atom+xml" href="/topics/tech-lead.atom"');
    expect(await community.newClient().page('/')).toContain('type="application/atom+xml" href="/feed.atom"');
  });

  it('are sent once to who has them already, until something changes', async () => {
    const client = community.newClient();
    const first = await client.get('/topics/tech-lead.atom');
    expect(first.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const etag = first.headers.get('etag') ?? '';
    const second = await client.get('/topics/tech-lead.atom', { 'if-none-match': etag });
    expect([second.status, await second.text()]).toEqual([304, '']);
    await ask(community.platform, community.asker, { title: 'What is new here, I wonder?' });
    const third = await client.get('/topics/tech-lead.atom', { 'if-none-match': etag });
    expect(third.status).toBe(200);
    expect(await third.text()).toContain('What is new here, I wonder?');
  });

  it('are the same bytes for members as for anybody', async () => {
    const anybody = await community.newClient().page('/feed.atom');
    for (const member of [community.asker, community.moderator])
      expect(await member.client.page('/feed.atom')).toBe(anybody);
  });
});

describe('the sitemap', () => {
  it('names every public page with the day of its last change', async () => {
    const { platform, asker, answerer } = community;
    const { id, path } = await ask(platform, asker, { title: 'Answered on another day?' });
    community.clock.pass(3 * 24 * 60);
    await answer(platform, answerer, { questionId: id });
    const xml = await community.newClient().page('/sitemap.xml');
    expect(findXmlFault(xml)).toBeNull();
    for (const page of ['/', '/topics', '/questions', '/topics/tech-lead', '/people/ada-example', path])
      expect(locations(xml)).toContain(`http://cairn.test${page}`);
    expect(xml).toContain(`<loc>http://cairn.test${path}</loc><lastmod>2026-05-07</lastmod>`);
    expect(xml).not.toMatch(/<lastmod>(?!\d{4}-\d\d-\d\d<)/);
  });

  it('leads to pages that are there', async () => {
    const xml = await community.newClient().page('/sitemap.xml');
    for (const address of locations(xml)) {
      const response = await community.newClient().get(address.replace('http://cairn.test', ''));
      expect([address, response.status]).toEqual([address, 200]);
    }
  });

  it('is an index of parts where there are more addresses than one part holds', async () => {
    const { pool } = community.platform.db;
    await pool.query(
      `with made as (
        insert into threads (id, kind, title, slug)
        select 'zz' || lpad(n::text, 9, '0'), 'question', 'Thread number ' || n, 'thread-number-' || n from generate_series(1, $1::integer) as n
        returning id
      ), signed as (
        insert into posts (id, thread_id, kind, profile_id, body, body_html, html_version, at)
        select made.id, made.id, 'question', profiles.id, 'x', 'x', 1, '2026-01-01' from made, profiles where profiles.slug = 'ada-example'
      )
      insert into listings (list, thread_id, kind, best, at, unanswered)
      select 'everything', id, 'question', 0, '2026-01-01', false from made`,
      [partSize],
    );
    community.platform.pages.drop(['list:everything']);
    const index = await community.newClient().page('/sitemap.xml');
    expect(findXmlFault(index)).toBeNull();
    expect(locations(index)).toEqual([
      'http://cairn.test/sitemap.xml?part=1',
      'http://cairn.test/sitemap.xml?part=2',
    ]);
    const parts = await Promise.all(
      ['1', '2'].map((part) => community.newClient().page(`/sitemap.xml?part=${part}`)),
    );
    const every = parts.flatMap(locations);
    expect(new Set(every).size).toBe(every.length);
    expect(every.length).toBeGreaterThan(partSize);
    for (const part of ['3', '0', '-1', 'x', '1e1', '%00'])
      expect((await community.newClient().get(`/sitemap.xml?part=${part}`)).status).toBe(404);
  });
});

describe('what was taken away', () => {
  it('is in no feed and in no sitemap until it is back', async () => {
    const { platform, asker } = community;
    const { id } = await ask(platform, asker, { title: 'Canary in the mine?', body: 'Canary-feed-body.' });
    const everywhere = ['/feed.atom', '/topics/tech-lead.atom', '/sitemap.xml?part=1', '/sitemap.xml?part=2'];
    const found = async () =>
      (await Promise.all(everywhere.map((path) => community.newClient().page(path)))).join('\n');
    expect(await found()).toContain('Canary-feed-body.');
    expect(await found()).toContain(id);
    await removeOwnPost(platform, asker.account, id);
    expect(await found()).not.toMatch(new RegExp(`Canary|canary|${id}`));
    await restoreOwnPost(platform, asker.account, id);
    expect(await found()).toContain('Canary-feed-body.');
  });

  it('is what was never public: accounts and their mail', async () => {
    const pages = await Promise.all(
      ['/feed.atom', '/sitemap.xml', '/robots.txt'].map((path) => community.newClient().page(path)),
    );
    for (const { account } of [community.asker, community.answerer]) {
      expect(pages.join('\n')).not.toContain(account.id);
      expect(pages.join('\n')).not.toContain(account.email);
    }
  });
});

describe('robots.txt', () => {
  it('lets in where pages are, and keeps out of search, settings and forms', async () => {
    const response = await community.newClient().get('/robots.txt');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    const refused = [...text.matchAll(/^Disallow: (.+)$/gm)].map(([, path]) => path ?? '');
    const mayRead = (path: string) => !refused.some((start) => path.startsWith(start));
    for (const path of ['/', '/topics/tech-lead', '/questions/abc/def', '/feed.atom', '/people/ada', '/api'])
      expect([path, mayRead(path)]).toEqual([path, true]);
    for (const path of [
      '/search?q=x',
      '/settings/career',
      '/sign-in',
      '/moderation',
      '/admin/mail',
      '/posts/abc/vote',
      '/api/v1/questions',
    ])
      expect([path, mayRead(path)]).toEqual([path, false]);
    expect(text).toContain('Sitemap: http://cairn.test/sitemap.xml');
  });
});
