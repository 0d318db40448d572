import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { SiteContext } from '../../ui/site.tsx';
import { BylineLine, type BylineProps } from './byline.tsx';
import { bylineText, type PrintedByline } from './printed-byline.ts';

const site = { communityName: 'Cairn', baseUrl: 'http://localhost', assetUrl: (name: string) => `/${name}` };

const company = {
  form: 'company',
  who: 'Mid-Level Software Engineer',
  nativeLevel: 'SDE 2',
  company: 'Amazon',
  handle: 'Brisk Vole',
} as const;
const named = { form: 'named', name: 'Sanjay Siddhanti', slug: 'sanjay', title: null } as const;

const printed: [PrintedByline, string][] = [
  [
    { ...named, title: 'Senior Director of Engineering at AKASA' },
    'Sanjay Siddhanti (Senior Director of Engineering at AKASA)',
  ],
  [named, 'Sanjay Siddhanti'],
  [company, 'Mid-Level Software Engineer [SDE 2] at Amazon'],
  [{ ...company, nativeLevel: null }, 'Mid-Level Software Engineer at Amazon'],
  [{ ...company, who: '', nativeLevel: null }, 'Works at Amazon'],
  [{ ...company, who: '' }, 'Works at Amazon'],
  [
    { form: 'community', who: 'Senior Software Engineer', handle: 'Quiet Heron' },
    'Senior Software Engineer at Cairn Community',
  ],
  [{ form: 'community', who: '', handle: 'Quiet Heron' }, 'Member of Cairn Community'],
];

test.each(printed)('prints to the letter, on the page and as plain text: %j', (byline, text) => {
  expect(textOf(whoIn(render({ byline })))).toBe(text);
  expect(bylineText(byline, 'Cairn')).toBe(text);
});

test('a name links to its profile, and nothing else in a byline is a link', () => {
  expect(render({ byline: named })).toContain('href="/people/sanjay"');
  expect(render({ byline: company })).not.toContain('href="/people');
});

test('a masked author shows the handle inside a thread and not in a list of threads', () => {
  expect(textOf(render({ byline: company, time: 'today' }))).toContain('Brisk Vole · today');
  expect(textOf(render({ byline: company, time: 'today', listed: true }))).not.toContain('Brisk Vole');
});

test('the cairn is the same for a handle every time, and another for another', () => {
  const face = (handle: string): string =>
    /<svg class="face.*?<\/svg>/.exec(render({ byline: { ...company, handle } }))?.[0] ?? 'none';
  expect(face('Quiet Heron')).toBe(face('Quiet Heron'));
  expect(face('Quiet Heron')).not.toBe(face('Quiet Otter'));
});

test('what people wrote into their name stays text', () => {
  const html = render({ byline: { ...named, name: '<img src=x onerror=alert(1)>' } });
  expect(html).not.toContain('<img');
});

function render(props: BylineProps): string {
  return renderToString(
    <SiteContext.Provider value={site}>
      <BylineLine {...props} />
    </SiteContext.Provider>,
  );
}

function whoIn(html: string): string {
  const [, rest = ''] = html.split('<span class="byline-who">');
  return rest.split(/<\/span>\s*(?:<span class="tag|<span class="byline-when)/)[0] ?? '';
}

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '');
}
