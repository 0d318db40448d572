import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printByline } from '../../src/features/bylines/bylines.ts';
import { DraftsPage } from '../../src/features/drafts/drafts-page.tsx';
import { CommentPage } from '../../src/features/comments/comment-page.tsx';
import type { Post } from '../../src/features/posts/posts.ts';
import { RevisionsPage } from '../../src/features/posts/revisions-page.tsx';
import { describeThread, threadJsonLd } from '../../src/features/posts/thread-json-ld.ts';
import { ThreadListView } from '../../src/features/posts/thread-list-view.tsx';
import type { ListedThread } from '../../src/features/posts/thread-list.ts';
import type { ShownPost, ThreadPage } from '../../src/features/posts/thread-page.ts';
import { AskPage } from '../../src/features/questions/ask-page.tsx';
import { QuestionPage } from '../../src/features/questions/question-page.tsx';
import { naughtyStrings, xssPayloads } from '../../src/platform/markdown/fixtures-for-tests.ts';
import { renderMarkdown } from '../../src/platform/markdown/markdown.ts';
import { normaliseText, slugify } from '../../src/platform/text.ts';
import { errorPage } from '../../src/ui/error-page.tsx';
import { renderPage } from '../../src/ui/render.tsx';
import { launchBrowser, openBlankPage, watch } from './blank-page.ts';

// Every text that people type, as our pages print it, without the Content-Security-Policy that would help.

const site = {
  communityName: 'Cairn',
  baseUrl: 'http://blank.test',
  assetUrl: (name: string) => `/assets/${name}`,
};
const now = new Date('2026-05-04T10:00:00Z');
const at = '2026-05-01T10:00:00Z';
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function bylineOf(text: string, place: number) {
  const masked = {
    level: text,
    role: text,
    nativeLevel: text,
    company: place % 2 ? text : null,
    handle: text,
  };
  const nobody = { name: null, profileSlug: null, title: null };
  const named = { level: null, role: null, nativeLevel: null, company: null, handle: null };
  return place % 3
    ? { ...masked, ...nobody }
    : { ...named, name: text, profileSlug: slugify(text), title: text };
}

function postOf(text: string, place: number): ShownPost {
  const kind = place === 0 ? 'question' : place % 2 ? 'answer' : 'comment';
  const id = `post${place}`;
  const common = {
    at,
    editedAt: at,
    up: 1,
    down: 0,
    accepted: place % 5 === 1,
    removedBy: null,
    moments: [],
    removalReason: '',
  };
  const onId = place === 0 ? null : place % 2 ? 'post0' : `post${place - 1}`;
  const mine = { authorId: `author${place}`, profileId: null };
  return { id, kind, onId, bodyHtml: renderMarkdown(text), ...common, ...mine, ...bylineOf(text, place) };
}

function threadOf(texts: string[]): ThreadPage {
  const [text = ''] = texts;
  return {
    ...{
      id: 'post0',
      kind: 'question',
      title: texts.join(' '),
      slug: 'x',
      tldr: texts.join(' '),
    },
    ...{ options: texts, parts: texts.map((part, place) => ({ id: String(place), text: part })) },
    ...{ fromName: text, fromUrl: null, startsAt: null, endsAt: null, hosts: [] },
    topics: texts.map((name, place) => ({ id: `topic${place}`, slug: `topic-${place}`, name })),
    closed: { reason: texts.join(' '), by: 'asker' },
    locked: { reason: texts.join(' ') },
    hasRemovals: false,
    posts: texts.map(postOf),
  };
}

function listedOf(text: string, place: number): ListedThread {
  const counts = { answers: 0, accepted: 0, comments: 0, up: 0, video: null };
  const words = { threadTitle: text, bodyHtml: renderMarkdown(text) };
  return {
    id: `thread${place}`,
    kind: 'question',
    slug: 'x',
    at,
    ...words,
    ...counts,
    ...bylineOf(text, place),
  };
}

function documentsOf(texts: string[]): Buffer[] {
  const [text = ''] = texts;
  const all = texts.join('\n');
  const page = { description: all, path: '/', viewer: null, query: all, notice: all };
  const thread = threadOf(texts);
  const post = {
    id: 'post0',
    kind: 'question',
    threadId: 'post0',
    threadKind: 'question',
    slug: 'x',
    title: all,
    body: all,
  };
  const author = { authorId: null, profileId: 'x' };
  const wording = { title: text, tldr: all, body: all, topics: texts };
  const revisions = texts.map((body, revision) => ({
    title: body,
    tldr: body,
    body,
    topics: [body],
    revision,
    at,
  }));
  const fields = { title: all, tldr: all, body: all, topics: all, byline: all };
  const composed = { fields, draft: null };
  const signs = printByline(bylineOf(text, 1));
  const offered = { choice: 'member', byline: signs, refusal: all, atLeast: 10 } as const;
  const signing = {
    ...{
      fixed: null,
      named: { ...offered, choice: 'named' as const },
      masked: [{ ...offered }],
      hasCareer: true,
      canVerify: true,
    },
    proposed: 'member' as const,
  };
  const list = { counts: [], threads: texts.map(listedOf) };
  const params = { kind: null, sort: 'best', page: 1 } as const;
  const drafts = texts.map((body, place) => ({
    ...{
      id: String(place),
      version: 1,
      kind: 'question',
      on: null,
      fields: { title: body, body },
      savedAt: at,
    },
  })) as Parameters<typeof DraftsPage>[0]['drafts'];
  const on = { ...post, ...author } as Post;
  return [
    renderPage(site, {
      ...{ ...page, title: all, jsonLd: threadJsonLd(thread, site), description: describeThread(thread) },
      children: <QuestionPage thread={thread} viewer={null} answer={null} path="/x" now={now} />,
    }),
    renderPage(site, {
      ...{ ...page, title: all, feed: { href: '/feed.atom', title: all } },
      children: (
        <ThreadListView path="/x" params={params} list={list} now={now} topic={{ name: all, slug: 'x' }} />
      ),
    }),
    renderPage(site, {
      ...{ ...page, title: all },
      children: <RevisionsPage post={on} wording={wording} revisions={revisions} now={now} />,
    }),
    renderPage(site, {
      ...{ ...page, title: all },
      children: (
        <AskPage signing={signing} composed={composed} errors={{ title: all, topics: all }} moment={null} />
      ),
    }),
    renderPage(site, {
      ...{ ...page, title: all },
      children: (
        <CommentPage
          on={on}
          signing={{ ...signing, fixed: signs }}
          composed={composed}
          errors={{ body: all }}
        />
      ),
    }),
    renderPage(site, { ...page, title: all, children: <DraftsPage drafts={drafts} now={now} /> }),
    renderPage(site, errorPage({ status: 404, path: all, viewer: null, reason: all })),
  ];
}

function batchesOf(texts: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, place) =>
    texts.slice(place * size, (place + 1) * size),
  );
}

/** Elements and attributes that none of our pages has. */
function strange(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    if (
      ['iframe', 'object', 'embed', 'base', 'style', 'marquee', 'applet', 'frameset'].includes(
        element.localName,
      )
    ) {
      found.push(element.localName);
    }
    for (const { name, value } of element.attributes) {
      if ((name.length > 2 && name.startsWith('on')) || name === 'style' || name === 'srcdoc')
        found.push(`${element.localName} ${name}`);
      if (
        /^(href|src|action|formaction|xlink:href)$/.test(name) &&
        /^\s*(javascript|data|vbscript):/i.test(value)
      ) {
        found.push(`${name}=${value.slice(0, 40)}`);
      }
    }
  }
  for (const script of document.scripts)
    if (script.textContent && script.type !== 'application/ld+json') found.push('script');
  return found;
}

/** What is escaped once is escaped always: every eighth payload, or all of them with HOSTILE=all. */
const payloads = xssPayloads().filter((_, place) => process.env['HOSTILE'] === 'all' || place % 8 === 0);

it.each([
  ['script payloads', payloads, 400],
  ['naughty strings', naughtyStrings(), 260],
])(
  'in no field of our pages any of the %s runs or makes an element',
  async (_, texts, size) => {
    const blank = await openBlankPage(browser);
    const ran = await watch(blank);
    for (const batch of batchesOf(texts.map(normaliseText), size)) {
      for (const html of documentsOf(batch)) {
        await blank.showDocument(html.toString());
        expect(await blank.page.evaluate(strange)).toEqual([]);
        expect(await blank.page.locator('footer.site-footer').count()).toBe(1);
      }
    }
    const ours = /^http:\/\/blank\.test\/assets\//;
    expect(blank.requests.filter((address) => !ours.test(address))).toEqual([]);
    expect(ran).toEqual([]);
    await blank.page.context().close();
  },
  180_000,
);
