import { parseAtomFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { naughtyStrings, xssPayloads } from '../../platform/markdown/fixtures-for-tests.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import { atomFeed } from './atom.ts';
import type { FeedThread } from './feed-threads.ts';
import { findXmlFault } from './well-formed-for-tests.ts';

const site = { baseUrl: 'https://cairn.test', communityName: 'Cairn' };
const paths = { path: '/feed.atom', pagePath: '/' };

const thread: FeedThread = {
  id: 'q1aaaaaaaaa',
  kind: 'question',
  slug: 'what-now',
  threadTitle: 'What now?',
  tldr: '',
  bodyHtml: '<p>He <b>left</b> &amp; I stay.</p>',
  at: new Date('2026-05-04T10:15:00Z'),
  editedAt: null,
  topics: ['Tech Lead'],
  ...{ level: 'Senior', role: 'Software Engineer', nativeLevel: null, company: null, handle: 'Quiet Heron' },
  ...{ name: null, profileSlug: null, title: null },
};

function feedOf(threads: FeedThread[], title = 'Cairn'): string {
  return atomFeed({ title, subtitle: '', ...paths, threads }, site).toString();
}

test('an entry says who asked what, when, and where it stands', () => {
  const edited = {
    ...thread,
    id: 'q2aaaaaaaaa',
    editedAt: new Date('2026-06-01T00:00:00Z'),
    tldr: 'In short.',
  };
  const named = { ...edited, name: 'Ada Example', profileSlug: 'ada', title: 'CTO at Fabrikam' };
  const feed = parseAtomFeed(feedOf([thread, named]));
  expect(feed).toMatchObject({
    id: 'tag:cairn.test,2026:/feed.atom',
    title: { value: 'Cairn' },
    updated: '2026-06-01T00:00:00.000Z',
    links: [
      { rel: 'self', href: 'https://cairn.test/feed.atom' },
      { rel: 'alternate', href: 'https://cairn.test/' },
    ],
    entries: [
      {
        id: 'tag:cairn.test,2026:/threads/q1aaaaaaaaa',
        title: { value: 'What now?' },
        links: [{ rel: 'alternate', href: 'https://cairn.test/questions/q1aaaaaaaaa/what-now' }],
        authors: [{ name: 'Senior Software Engineer at Cairn Community' }],
        published: '2026-05-04T10:15:00.000Z',
        updated: '2026-05-04T10:15:00.000Z',
        summary: { value: 'He left & I stay.' },
        content: { type: 'html', value: thread.bodyHtml },
        categories: [{ term: 'Tech Lead' }],
      },
      {
        authors: [{ name: 'Ada Example (CTO at Fabrikam)', uri: 'https://cairn.test/people/ada' }],
        updated: '2026-06-01T00:00:00.000Z',
        summary: { value: 'In short.' },
      },
    ],
  });
});

test('a masked author is the byline alone: no handle, which means nothing outside its thread', () => {
  expect(feedOf([thread])).not.toContain('Quiet Heron');
});

test('a text begins and ends with itself, whatever it holds', () => {
  const xml = feedOf([{ ...thread, threadTitle: 'R&D <b> or not' }], 'Q&A');
  expect(xml).toContain('<title><![CDATA[Q&A]]></title>');
  expect(xml).toContain('<title><![CDATA[R&D <b> or not]]></title>');
});

test('a feed without entries is one too, and the same threads give the same bytes', () => {
  expect(findXmlFault(feedOf([]))).toBeNull();
  expect(parseAtomFeed(feedOf([]))).toMatchObject({ updated: '1970-01-01T00:00:00.000Z' });
  expect(feedOf([thread])).toBe(feedOf([{ ...thread }]));
});

test('the id of an entry outlives its title and the scheme of the site', () => {
  const entryId = (xml: string) => parseAtomFeed(xml).entries?.[0]?.id;
  const renamed = feedOf([{ ...thread, threadTitle: 'Other', slug: 'other' }]);
  expect(entryId(renamed)).toBe(entryId(feedOf([thread])));
  const plain = { title: 'Cairn', subtitle: '', ...paths, threads: [thread] };
  expect(entryId(atomFeed(plain, { ...site, baseUrl: 'http://cairn.test:3000' }).toString())).toBe(
    entryId(renamed),
  );
});

test('code keeps its lines', () => {
  const bodyHtml = renderMarkdown('```\nfor x in y:\n    print(x)\n```');
  expect(parseAtomFeed(feedOf([{ ...thread, bodyHtml }])).entries?.[0]?.content?.value).toBe(bodyHtml.trim());
});

test('no text makes it anything else than well-formed XML', () => {
  const texts = [
    ...naughtyStrings(),
    ...xssPayloads().filter((_, place) => place % 13 === 0),
    ']]>',
    '<![CDATA[ x',
    '&#0;',
    '\ud800',
    '\u0001',
    '\uffff',
  ];
  const faults = texts.flatMap((text) => {
    const everywhere = {
      ...thread,
      threadTitle: text,
      tldr: text,
      role: text,
      topics: [text],
      bodyHtml: renderMarkdown(text),
    };
    const fault = findXmlFault(feedOf([everywhere, { ...everywhere, bodyHtml: text, tldr: '' }], text));
    return fault ? [[text, fault]] : [];
  });
  expect(faults).toEqual([]);
});

test.each([
  ['<a>&nbsp;</a>', 'has a bare & in "&nbsp;"'],
  ['<a><b></a></b>', 'closes a in the wrong place'],
  ['<a x="<"/>', 'cannot be read from "<a x=\\"<\\"/>"'],
  ['<a/><b/>', 'has 2 roots'],
  ['<a>\u0001</a>', 'holds a character that XML forbids'],
  ['<a>]]></a>', 'has ]]> in its text'],
  ['<a>', 'does not close a'],
  ['<?xml version="1.0"?>\n<a b="c &amp; d"><![CDATA[<x>&]]></a>\n', null],
])('the check itself says of %j: %j', (xml, fault) => {
  expect(findXmlFault(xml)).toBe(fault);
});
