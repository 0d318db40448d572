import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { naughtyStrings, xssPayloads } from '../../platform/markdown/fixtures-for-tests.ts';
import { countCharacters, normaliseText } from '../../platform/text.ts';
import { postAnchor } from '../../urls.ts';
import { refreshSearchWords } from './word-counts.ts';

let community: TestCommunity;
let path: string;
let answerId: string;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const asked = await ask(platform, asker, {
    title: 'Whom do I ask for a raise?',
    body: 'My <b>manager</b> left.',
  });
  path = asked.path;
  answerId = await answer(platform, answerer, { questionId: asked.id, body: 'The director & nobody else.' });
  for (let n = 1; n <= 12; n += 1)
    await ask(platform, asker, { title: `Onboarding, week ${n} of many`, body: 'Ok.' });
  await refreshSearchWords(platform);
});
afterAll(() => community.close());

const hrefOf = (q: string, more = '') => `/search?q=${encodeURIComponent(q)}${more}`;

describe('the search page', () => {
  it('marks what fits in the title and in the text, and escapes the rest', async () => {
    const page = await community.newClient().page(hrefOf('raise manager'));
    expect(page).toContain(`<a href="${path}">Whom do I ask for a <mark>raise</mark>?</a>`);
    expect(page).toContain('My &lt;b><mark>manager</mark>&lt;/b> left.');
  });

  it('leads to the answer that fits', async () => {
    const page = await community.newClient().page(hrefOf('director'));
    expect(page).toContain(`href="${path}#${postAnchor(answerId)}"`);
    expect(page).toContain('The <mark>director</mark> &amp; nobody else.');
  });

  it('offers topics of that name first', async () => {
    const page = await community.newClient().page(hrefOf('tech lead'));
    expect(page).toMatch(/aria-label="Topics of that name"[^]*?href="\/topics\/tech-lead"/);
  });

  it('says what was mended, with the way back to what was typed', async () => {
    const page = await community.newClient().page(hrefOf('dirctor'));
    expect(page).toContain('Showing results for <b>director</b>');
    expect(page).toContain('href="/search?q=dirctor&amp;literal=1"');
    const literally = await community.newClient().page(hrefOf('dirctor', '&literal=1'));
    expect(literally).toContain('Nothing found');
  });

  it('helps where nothing was found, and where nothing was asked', async () => {
    const nothing = await community.newClient().page(hrefOf('zyxwvut'));
    expect(nothing).toMatch(/Nothing found[^]*href="\/questions\/new"[^]*href="\/topics\/tech-lead"/);
    const vague = await community.newClient().page(hrefOf('how is the'));
    expect(vague).toContain('Every post has these words');
    const blank = await community.newClient().page('/search');
    expect(blank).toMatch(/<h1>Search<\/h1>[^]*name="q"[^]*href="\/topics\/tech-lead"/);
  });

  it('has numbered pages and nothing past the last', async () => {
    const client = community.newClient();
    expect(await client.page(hrefOf('onboarding'))).toContain('href="/search?q=onboarding&amp;page=2"');
    expect((await client.page(hrefOf('onboarding', '&page=2'))).match(/<article/g)).toHaveLength(2);
    for (const page of ['3', '0', '-1', '1e1', '21', 'two', '9'.repeat(30)])
      expect((await client.get(hrefOf('onboarding', `&page=${page}`))).status).toBe(404);
  });

  it('is kept by nobody and indexed by nobody', async () => {
    const response = await community.newClient().get(hrefOf('raise'));
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const page = await response.text();
    expect(page).toContain('<meta name="robots" content="noindex"/>');
    expect(page).toContain('<link rel="canonical" href="http://cairn.test/search"/>');
    expect(community.platform.pages.size.pages).toBe(0);
  });

  it('gives the form back, filled, with a sentence, for more than 200 characters', async () => {
    const q = `${'raise '.repeat(33)}and`;
    const response = await community.newClient().get(hrefOf(q));
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('A search can have up to 200 characters');
    expect(page).toContain(`value="${q}"`);
  });

  it('takes the first of several queries and no other shape', async () => {
    const client = community.newClient();
    expect(await client.page('/search?q=director&q=onboarding')).toContain('<mark>director</mark>');
    expect(await client.page('/search?q[]=director&q[a]=b&__proto__=1')).toContain('<h1>Search</h1>');
  });

  it('is slowed down for who searches without end, and for nobody else', async () => {
    const client = community.newClient();
    const statuses = [];
    for (let n = 0; n < 61; n += 1) statuses.push((await client.get(hrefOf('zz'))).status);
    expect(statuses.indexOf(429)).toBe(60);
    const refused = await client.get(hrefOf('zz'));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await community.newClient().get(hrefOf('zz'))).status).toBe(200);
  });
});

/** Fifty requests from one address are few enough. */
let sent = 0;
function elsewhere(): { 'x-forwarded-for': string } {
  sent += 1;
  return { 'x-forwarded-for': `198.51.100.${Math.floor(sent / 50)}` };
}

describe('no query', { timeout: 90_000 }, () => {
  /** The status of each query that is not answered with a page, or with a sentence where it is too long. */
  async function troubles(queries: readonly string[]): Promise<[string, number][]> {
    const wrong: [string, number][] = [];
    for (const q of queries) {
      const { status } = await community.newClient().get(hrefOf(q), elsewhere());
      const expected = countCharacters(normaliseText(q).trim()) > 200 ? 422 : 200;
      if (status !== expected) wrong.push([q, status]);
    }
    return wrong;
  }

  it('of the naughty ones breaks it', async () => {
    expect(await troubles(naughtyStrings())).toEqual([]);
  });

  it('made of operators breaks it', async () => {
    const operators = [
      '&',
      '|',
      '!',
      '(',
      ')',
      ':*',
      ':ABCD',
      '<->',
      '<2>',
      "'",
      '"',
      '\\',
      '-',
      '*',
      '%',
      '_',
      '%s',
      '$1',
      '--',
      ';',
      'a',
      'raise',
      ' ',
    ];
    const query = fc.array(fc.constantFrom(...operators), { maxLength: 40 }).map((parts) => parts.join(''));
    expect(await troubles(fc.sample(query, { numRuns: 150, seed: 7 }))).toEqual([]);
  });

  it('puts markup into the page', async () => {
    const payloads = xssPayloads().filter((_, place) => place % 97 === 0);
    for (const payload of payloads) {
      const q = payload.slice(0, 200);
      const page = await (await community.newClient().get(hrefOf(q), elsewhere())).text();
      const script = /<script(?! type="module" src="\/assets\/)/i.exec(page);
      expect([q, script?.[0]]).toEqual([q, undefined]);
    }
  });
});
