import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const rel = 'rel="nofollow ugc noopener"';
const inside = (source: string): string => renderMarkdown(source).replace(/^<p dir="auto">|<\/p>\n$/g, '');

describe('links', () => {
  it.each([
    ['[a](https://x.example/y)', `<a href="https://x.example/y" ${rel}>a</a>`],
    ['[a](http://x.example "t")', `<a href="http://x.example" title="t" ${rel}>a</a>`],
    ['[a](mailto:b@x.example)', '<a href="mailto:b@x.example">a</a>'],
    ['[a](/topics/tech-lead?page=2#b)', '<a href="/topics/tech-lead?page=2#b">a</a>'],
    ['[a](#b)', '<a href="#b">a</a>'],
    ['see github.com/a/b.', `see <a href="http://github.com/a/b" ${rel}>github.com/a/b</a>.`],
    [
      'https://x.example/y?a=1&b=2',
      `<a href="https://x.example/y?a=1&amp;b=2" ${rel}>https://x.example/y?a=1&amp;b=2</a>`,
    ],
    ['b@x.com', '<a href="mailto:b@x.com">b@x.com</a>'],
    ['[](https://x.example/y)', `<a href="https://x.example/y" ${rel}>x.example</a>`],
  ])('%j is a link', (source, html) => {
    expect(inside(source)).toBe(html);
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](blob:x)',
    '[a](//x.example)',
    '[a](http:/x.example)',
    '[a](https://)',
    '[a](https://u:p@x.example)',
    '[a](https://bank.example@x.example)',
    '[a](../b)',
    '[a](b)',
    '[a](?b)',
    'https://u:p@x.example',
    'README.md main.py run.sh',
    'ftp://x.example',
  ])('%j is text', (source) => {
    expect(inside(source)).toBe(source);
  });

  it.each(['/\\x.example', '/&Tab;/x.example', '/&NewLine;/x.example'])(
    '%j stays on this site',
    (address) => {
      const href = /href="([^"]*)"/.exec(inside(`[a](${address})`))?.[1] ?? '';
      expect(new URL(href, 'https://own.example').origin).toBe('https://own.example');
    },
  );

  it('keep the words alone where the target is empty', () => {
    expect(inside('[a *b*]()')).toBe('a <em>b</em>');
  });
});

describe('the host of a target is told where the text shows another', () => {
  it.each([
    ['[https://bank.example](https://evil.example)', '(evil.example)'],
    ['[Log in at bank.example](https://evil.example:8080/x)', '(evil.example:8080)'],
    ['[bank.**example**](https://evil.example)', '(evil.example)'],
    ['[`bank.example`](https://evil.example)', '(evil.example)'],
    ['[ban\u200bk.example](https://evil.example)', '(evil.example)'],
    ['[ｂａｎｋ。example](https://evil.example)', '(evil.example)'],
    ['[bank.example](mailto:me@evil.example)', '(evil.example)'],
    ['[![bank.example](https://i.example/x.png)](https://evil.example)', '(evil.example)'],
    ['[bank.example][1]\n\n[1]: https://evil.example', '(evil.example)'],
    ['<https://аррӏе.example>', '(xn--80ak6aa92e.example)'],
    ['http://2130706433/', '(127.0.0.1)'],
  ])('%j', (source, mark) => {
    expect(inside(source)).toMatch(new RegExp(`</a> ${mark.replace(/[().]/g, '\\$&')}$`));
  });

  it.each([
    '[bank.example](https://www.bank.example/a)',
    '[www.bank.example/a](https://bank.example/b)',
    '[docs.bank.example](https://bank.example)',
    '[the docs](https://bank.example)',
    '[Node.js 22.1](https://nodejs.example)',
    'https://bank.example/a.b',
  ])('and not for %j', (source) => {
    expect(inside(source)).toMatch(/<\/a>$/);
  });
});

describe('images', () => {
  it('from here are shown', () => {
    expect(inside('![A *cat*](/files/cat.png "t")')).toBe(
      '<img src="/files/cat.png" alt="A cat" title="t" loading="lazy">',
    );
  });

  it.each([
    [
      '![cat](https://x.example/c.png)',
      `<a class="image-link" href="https://x.example/c.png" ${rel}>cat</a>`,
    ],
    [
      '![](https://x.example/c.png)',
      `<a class="image-link" href="https://x.example/c.png" ${rel}>https://x.example/c.png</a>`,
    ],
    ['![x](/files/../sign-out)', '<a class="image-link" href="/files/../sign-out">x</a>'],
    ['![x](/files/%2e%2e/sign-out)', '<a class="image-link" href="/files/%2e%2e/sign-out">x</a>'],
    ['![x](data:image/png;base64,AA)', '![x](data:image/png;base64,AA)'],
    ['[![cat](https://x.example/c.png)](https://y.example)', `<a href="https://y.example" ${rel}>cat</a>`],
  ])('from elsewhere are not: %j', (source, html) => {
    expect(inside(source)).toBe(html);
  });
});

describe('reference definitions', () => {
  it('link as often as a post needs', () => {
    expect(renderMarkdown(`${'[a] '.repeat(500)}\n\n[a]: /b`).match(/<a /g)).toHaveLength(500);
  });

  it('do not multiply a long address into megabytes', () => {
    const source = `${'[a] '.repeat(4000)}\n\n[a]: /${'b'.repeat(14_000)}`;
    expect(renderMarkdown(source).length).toBeLessThan(4 * source.length);
  });
});
