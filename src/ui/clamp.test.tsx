import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Clamp, fitsUnclamped } from './clamp.tsx';

const long = `<p>${'Two platform teams miss every date. '.repeat(20)}</p>`;

test('the whole text is in the page, behind a control that says what it opens', () => {
  const html = renderToString(<Clamp id="q1" about="Two teams & one date" html={long} />);
  expect(html).toContain(long);
  expect(html).toContain('<input type="checkbox" class="clamp-toggle" id="more-q1"/>');
  expect(html).toContain('of Two teams &amp; one date</span>');
});

test('a text that surely fits has no control', () => {
  const html = renderToString(<Clamp id="q1" about="A raise" short html="<p>Short.</p>" />);
  expect(html).toBe('<div class="text"><p>Short.</p></div>');
});

test.each([
  ['<p dir="auto">Is it <em>fair</em> to ask for a raise?</p>\n', true],
  [long, false],
  ['<p>One</p>\n<p>Two</p>\n<p>Three</p>\n<p>Four</p>', false],
  ['<p><img src="/files/a.png" alt=""/></p>', false],
  ['<pre><code>x</code></pre>', false],
  ['', false],
])('%s surely fits: %s', (html, fits) => {
  expect(fitsUnclamped(html)).toBe(fits);
});
