import { renderToString } from 'preact-render-to-string';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedHtml } from '../../src/platform/markdown/allowed-html-for-tests.ts';
import { naughtyStrings, xssPayloads } from '../../src/platform/markdown/fixtures-for-tests.ts';
import { plainText, renderMarkdown } from '../../src/platform/markdown/markdown.ts';
import { slugify } from '../../src/platform/text.ts';
import { launchBrowser, openBlankPage, watch } from './blank-page.ts';

const perPage = 400;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const Field = ({ text }: { text: string }) => (
  <section>
    <h2 title={text} data-text={text}>
      {text}
    </h2>
    <input value={text} aria-label={text} />
    <textarea>{text}</textarea>
    <a href={`/questions/abc/${slugify(text)}`} class={text}>
      {plainText(text, 60)}
    </a>
  </section>
);

const sources = (text: string): string[] => [
  text,
  `[a](${text}) ![b](${text}) <${text}> [${text}](/c "${text}")`,
  `[a]\n\n[a]: ${text}`,
  `\`\`\`${text}\n${text}\n\`\`\`\n\n# ${text}\n\n|a|\n|-|\n|${text}|\n\n- [ ] ${text}`,
];

const post = (text: string): string =>
  renderToString(<Field text={text} />) +
  sources(text)
    .map((source) => `<div class="post">${renderMarkdown(source)}</div>`)
    .join('');

type Findings = { posts: number; foreign: string[]; addresses: string[] };

// What the browser made of the posts, after everything in them has been pointed at and focused.
const inspect = (page: Page): Promise<Findings> =>
  page.evaluate((allowed) => {
    const foreign = new Set<string>();
    const addresses = new Set<string>();
    for (const element of document.querySelectorAll('body *')) {
      for (const type of ['mouseover', 'mouseenter', 'focus', 'error', 'load', 'toggle', 'animationstart']) {
        element.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
    for (const element of document.querySelectorAll('.post *')) {
      const name = element.localName;
      if (!(name in allowed)) foreign.add(name);
      for (const attribute of element.getAttributeNames()) {
        if (!allowed[name]?.includes(attribute)) foreign.add(`${name} ${attribute}`);
      }
      if (element instanceof HTMLAnchorElement) addresses.add(element.protocol);
      if (element instanceof HTMLImageElement)
        addresses.add(`image ${new URL(element.src).pathname.slice(0, 7)}`);
    }
    for (const element of document.querySelectorAll(
      'script, iframe, object, embed, style, link, base, form, svg',
    )) {
      foreign.add(element.localName);
    }
    return {
      posts: document.querySelectorAll('.post').length,
      foreign: [...foreign],
      addresses: [...addresses],
    };
  }, allowedHtml);

const pagesOf = (texts: string[]): string[] =>
  Array.from({ length: Math.ceil(texts.length / perPage) }, (_, page) =>
    texts
      .slice(page * perPage, (page + 1) * perPage)
      .map(post)
      .join('\n'),
  );

describe('in a page that only escaping protects', () => {
  it('the watch notices a script that runs, and a request', async () => {
    const blank = await openBlankPage(browser);
    const ran = await watch(blank);
    await blank.show('<div class="post"><img src="/x" onerror="alert(1)"><script>alert(2)</script></div>');
    const { foreign } = await inspect(blank.page);
    await expect.poll(() => ran).toContain('alert');
    expect(foreign).toEqual(expect.arrayContaining(['script', 'img onerror']));
    expect(blank.requests).toEqual(['http://blank.test/x']);
    await blank.page.context().close();
  });

  it.each([
    ['script payloads', xssPayloads],
    ['naughty strings', naughtyStrings],
  ])('none of the %s runs, asks for anything, or makes an element of its own', async (_name, texts) => {
    const blank = await openBlankPage(browser);
    const ran = await watch(blank);
    let posts = 0;
    for (const body of pagesOf(texts())) {
      await blank.show(body);
      const findings = await inspect(blank.page);
      posts += findings.posts;
      expect(findings.foreign).toEqual([]);
      expect(findings.addresses.filter((address) => !/^(https?:|mailto:)$/.test(address))).toEqual([]);
    }
    expect(posts).toBe(texts().length * sources('').length);
    expect(ran).toEqual([]);
    expect(blank.requests).toEqual([]);
    await blank.page.context().close();
  });
});
