import { expect, test } from 'vitest';
import { renderFragment } from '../../ui/render.tsx';
import { BylineField } from './byline-field.tsx';

const site = { communityName: 'Cairn', baseUrl: 'http://cairn.test', assetUrl: (name: string) => `/${name}` };
const profile = { id: 'p', slug: 'ada', name: 'Ada Example', title: 'Staff Engineer at Example' };
const career = {
  level: 'Senior',
  role: 'Software Engineer',
  company: 'Example',
  nativeLevel: 'L5',
  verified: null,
};

type Props = Parameters<typeof BylineField>[0];

function show(props: Props): string {
  return renderFragment(site, <BylineField {...props} />).toString();
}

function labels(html: string): string[] {
  return [...html.matchAll(/<label[^>]*>(.*?)<\/label>/g)].map(([, label]) => label ?? '');
}

function chosen(html: string): string | undefined {
  const input = [...html.matchAll(/<input[^>]*>/g)].find(([tag]) => /\schecked/.test(tag))?.[0];
  return /value="([^"]*)"/.exec(input ?? '')?.[1];
}

test('each label is exactly the line that will be printed', () => {
  expect(labels(show({ account: { profile, career } }))).toEqual([
    'Ada Example (Staff Engineer at Example)',
    'Senior Software Engineer at Cairn Community',
    'Software Engineer at Cairn Community',
    'Member of Cairn Community',
  ]);
});

test('nothing that is kept for verification is shown', () => {
  expect(show({ account: { profile: null, career } })).not.toMatch(/L5|at Example/);
});

test('without a career there is one line, and a way to more', () => {
  const html = show({ account: { profile: null, career: null } });
  expect(labels(html)).toEqual(['Member of Cairn Community']);
  expect(chosen(html)).toBe('member');
  expect(html).toContain('href="/settings/career"');
});

test('a name is never chosen by itself', () => {
  expect(chosen(show({ account: { profile, career } }))).toBe('level-role');
  expect(chosen(show({ account: { profile, career: null } }))).toBe('member');
});

test('what was chosen comes back, what is not open does not', () => {
  expect(chosen(show({ account: { profile, career }, choice: 'named' }))).toBe('named');
  expect(chosen(show({ account: { profile: null, career }, choice: 'named' }))).toBe('level-role');
});

test('who has written in the thread keeps the line and is told so', () => {
  const fixed = { form: 'community', who: 'Staff Engineer', handle: 'Quiet Heron' } as const;
  const html = show({ account: { profile, career }, fixed });
  expect(html).toContain('it stays');
  expect(html).toContain('Quiet Heron');
  expect(html).toContain('<input type="hidden" name="byline" value="member"');
  expect(html).not.toContain('type="radio"');
});

test('what is wrong stands beside the choices', () => {
  expect(show({ account: { profile, career }, error: 'Choose how to sign this.' })).toContain(
    'id="field-byline-error"',
  );
});
