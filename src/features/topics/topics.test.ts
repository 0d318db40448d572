import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ jobs: 'running' });
  const { platform } = community;
  const parentId = await addTopic(platform, { slug: 'leadership', name: 'Leadership' });
  await addTopic(platform, {
    ...{
      slug: 'tech-lead',
      name: 'Tech Lead',
      summary: 'Leading without the title.',
      synonyms: ['tl', 'lead-dev'],
    },
    ...{ guideHtml: '<p>Write the list.</p>', parentId },
  });
  for (let number = 1; number <= 45; number += 1) {
    await ask(platform, community.asker, { title: `Question number ${number} of the topic` });
    community.clock.pass(15);
  }
});
afterAll(() => community.close());

const page = (path: string) => community.newClient().page(path);
const status = async (path: string) => (await community.newClient().get(path)).status;

describe('a topic page', () => {
  it('has the headings, counts and tabs that its outside is fixed to', async () => {
    const html = await page('/topics/tech-lead');
    expect(html).toContain('<h1>Tech Lead Q&amp;A and Videos</h1>');
    expect(html).toContain('<title>Tech Lead Q&amp;A and Videos');
    expect(html).toMatch(/<h2[^>]*>About Tech Lead<\/h2>/);
    expect(html).toContain('Leading without the title.');
    expect(html).toMatch(/<h2[^>]*>Learn About Tech Lead<\/h2>/);
    expect(html).toContain('<p>Write the list.</p>');
    for (const tab of ['All', 'Questions', 'AMAs', 'Videos'])
      expect(html).toMatch(new RegExp(`>${tab}<span class="count"> \\d+`));
    expect(html).toContain('href="/topics/leadership"');
    expect(await page('/topics/leadership')).toContain('href="/topics/tech-lead"');
  });

  it('numbers its pages, and has none beyond the last', async () => {
    const entries = async (path: string) => (await page(path)).match(/<article class="entry"/g)?.length;
    expect(await entries('/topics/tech-lead?page=1')).toBe(15);
    expect(await entries('/topics/tech-lead?page=3')).toBe(15);
    expect(await page('/topics/tech-lead?page=2')).toContain('rel="prev"');
    for (const wrong of ['4', '0', '-1', '1e9', 'x', '99999999999', '2.5']) {
      expect(await status(`/topics/tech-lead?page=${wrong}`), wrong).toBe(404);
    }
  });

  it('shows every question once over its pages, in each order', async () => {
    for (const sort of ['best', 'new', 'unanswered']) {
      const ids = [];
      for (const number of [1, 2, 3]) {
        const html = await page(`/topics/tech-lead?sort=${sort}&page=${number}`);
        ids.push(
          ...[
            ...html.matchAll(
              /id="more-([1-9A-Za-z]{11})"|entry-title"[^>]*><a href="\/questions\/([1-9A-Za-z]{11})/g,
            ),
          ].map((match) => match[2] ?? match[1]),
        );
      }
      expect(new Set(ids).size, sort).toBe(45);
    }
  });

  it('puts the newest first in the order “new”, and what was answered out of “unanswered”', async () => {
    const newest = await page('/topics/tech-lead?sort=new');
    expect(newest.indexOf('number 45 of')).toBeLessThan(newest.indexOf('number 44 of'));
    const [, id = ''] = /href="\/questions\/([^/]+)\/question-number-45/.exec(newest) ?? [];
    await answer(community.platform, community.answerer, { questionId: id });
    expect(await page('/topics/tech-lead?sort=unanswered')).not.toContain('number 45 of');
    expect(await page('/topics/tech-lead')).toContain('number 45 of');
  });

  it('is reached by its synonyms', async () => {
    for (const synonym of ['tl', 'lead-dev']) {
      const moved = await community.newClient().get(`/topics/${synonym}`);
      expect([moved.status, moved.headers.get('location')]).toEqual([301, '/topics/tech-lead']);
    }
    expect(await status('/topics/nowhere')).toBe(404);
  });

  it('keeps one page for an address with parameters that it does not heed', async () => {
    const before = community.platform.pages.size.pages;
    await page('/topics/tech-lead?utm_source=a');
    await page('/topics/tech-lead?utm_source=b');
    expect(community.platform.pages.size.pages - before).toBeLessThanOrEqual(1);
  });

  it('helps where there is nothing', async () => {
    expect(await page('/topics/leadership')).toContain('Nobody has asked about Leadership yet');
  });
});

describe('suggestions', () => {
  const suggest = async (typed: string) =>
    (await (await community.newClient().get(`/topics/suggest?q=${encodeURIComponent(typed)}`)).json()) as {
      slug: string;
    }[];

  it('find a topic by its beginning, a synonym, and with a typing error', async () => {
    for (const typed of ['tec', 'lead-d', 'teck leed']) {
      expect(
        (await suggest(typed)).map(({ slug }) => slug),
        typed,
      ).toContain('tech-lead');
    }
  });

  it('take anything', async () => {
    for (const typed of ['', '%', '_', '\\', "' or 1=1 --", '💥'.repeat(100)]) {
      expect(Array.isArray(await suggest(typed))).toBe(true);
    }
  });
});
