import { expect, test } from 'vitest';
import { errorPage } from './error-page.tsx';
import type { PageProps } from './page.ts';
import { renderPage } from './render.tsx';

const site = {
  communityName: 'Cairn',
  baseUrl: 'https://cairn.test',
  assetUrl: (name: string) => `/assets/${name}`,
};
const page: PageProps = {
  title: 'Tech Lead Q&A and Videos',
  path: '/topics/tech-lead',
  viewer: null,
  children: 'Text',
};
const member = { initials: 'AE', unread: 3, role: 'member' } as const;

test('a page says what it is and where it lives', () => {
  const html = render({
    description: 'Leading "without" authority',
    feed: { href: '/t.atom', title: 'New' },
  });
  expect(html).toMatch(/^<!doctype html><html lang="en">/);
  expect(html).toContain('<title>Tech Lead Q&amp;A and Videos · Cairn</title>');
  expect(html).toContain('<link rel="canonical" href="https://cairn.test/topics/tech-lead"/>');
  expect(html).toContain('content="Leading &quot;without&quot; authority"');
  expect(html).toContain('type="application/atom+xml" href="/t.atom"');
});

test('text in JSON-LD can neither end its script nor lose a character', () => {
  const text = '</script><script>alert(1)</script><!-- & \u2028';
  const html = render({ jsonLd: { text } });
  const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  expect(JSON.parse(block)).toEqual({ text });
  expect(html).not.toContain('alert(1)</script>');
});

test('nothing on a page needs an inline style or script', () => {
  const html = render({ viewer: member, compose: true, notice: 'Saved.' });
  expect(html).not.toMatch(/ style=| on[a-z]+=/);
  expect(html).not.toMatch(/<script(?![^>]*(src=|application\/ld\+json))/);
});

test('readers do not load the scripts of those who write', () => {
  expect(render({})).not.toContain('compose.js');
  expect(render({ compose: true })).toContain('compose.js');
  expect(render({ compose: true })).not.toContain('boot.js');
});

test('the header offers each viewer what is theirs', () => {
  expect(render({})).toContain('href="/sign-in?to=%2Ftopics%2Ftech-lead"');
  expect(render({ path: '/' })).toContain('href="/sign-in"');
  expect(render({ viewer: member })).not.toContain('href="/sign-in');
  expect(render({ viewer: member })).toContain('Account, 3 unread');
  expect(render({ viewer: member })).not.toContain('href="/moderation"');
  expect(render({ viewer: { ...member, role: 'moderator' } })).toContain('href="/moderation"');
  expect(render({ viewer: { ...member, role: 'moderator' } })).not.toContain('href="/admin"');
  expect(render({ viewer: { ...member, role: 'admin' } })).toContain('href="/admin"');
});

test('a refusal gives its reason, a failure of ours its number only', () => {
  const asked = {
    path: '/questions/x',
    viewer: null,
    reason: 'Only the asker can do that.',
    requestId: '7f3a9c12',
  };
  expect(render(errorPage({ ...asked, status: 403 }))).toContain('Only the asker can do that.');
  const broken = render(errorPage({ ...asked, status: 500 }));
  expect(broken).toContain('7f3a9c12');
  expect(broken).not.toContain('Only the asker');
  expect(broken).toContain('name="robots" content="noindex"');
});

test('a reason that only repeats the title gives way to more helpful words', () => {
  const html = render(
    errorPage({ status: 404, path: '/x', viewer: null, reason: 'There is nothing at this address.' }),
  );
  expect(html).toContain('It may have moved');
});

function render(some: Partial<PageProps>): string {
  return renderPage(site, { ...page, ...some }).toString();
}
