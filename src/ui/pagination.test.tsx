import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Pagination, pageHref, pageWindow } from './pagination.tsx';
import { SiteContext } from './site.tsx';

test.each([
  [1, 2, '1 2'],
  [1, 5, '1 2 … 5'],
  [3, 5, '1 2 3 4 5'],
  [4, 9, '1 2 3 4 5 … 9'],
  [6, 25, '1 … 5 6 7 … 25'],
  [25, 25, '1 … 24 25'],
])('on page %i of %i: %s', (page, pages, shown) => {
  expect(pageWindow(page, pages).join(' ')).toBe(shown);
});

test('page 1 is the list itself, others keep the other parameters', () => {
  expect(pageHref('/topics/tech-lead', 1)).toBe('/topics/tech-lead');
  expect(pageHref('/topics/tech-lead', 2)).toBe('/topics/tech-lead?page=2');
  expect(pageHref('/topics/tech-lead?sort=new', 3)).toBe('/topics/tech-lead?sort=new&page=3');
});

test('the first page has no way back and the last none forward', () => {
  expect(render(1, 3)).not.toContain('rel="prev"');
  expect(render(1, 3)).toContain('rel="next"');
  expect(render(3, 3)).toContain('rel="prev"');
  expect(render(3, 3)).not.toContain('rel="next"');
});

test('a list of one page has no pagination', () => {
  expect(render(1, 1)).toBe('');
});

function render(page: number, pages: number): string {
  const site = { communityName: 'Cairn', baseUrl: '', assetUrl: (name: string) => name };
  return renderToString(
    <SiteContext.Provider value={site}>
      <Pagination page={page} pages={pages} hrefOf={(shown) => pageHref('/questions', shown)} />
    </SiteContext.Provider>,
  );
}
