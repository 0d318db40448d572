import { expect, test } from 'vitest';
import { renderFragment } from '../../ui/render.tsx';
import { BylineField } from './byline-field.tsx';
import { BylineLine } from './byline.tsx';
import type { BylineChoice } from './bylines.ts';
import { PostButton } from './post-button.tsx';
import type { PrintedByline } from './printed-byline.ts';
import type { OfferedByline, Signing } from './signing.ts';
import { propose } from './signing.ts';

const site = { communityName: 'Cairn', baseUrl: 'http://cairn.test', assetUrl: (name: string) => `/${name}` };

const few = 'Fewer than 10 people would show this.';
const works = { form: 'company', nativeLevel: null, company: 'Northwind', handle: '' } as const;
const offers = {
  named: offer('named', { form: 'named', name: 'Ada Example', slug: 'ada', title: 'Engineer at Northwind' }),
  full: offer('company-level-role', { ...works, who: 'Senior Software Engineer', nativeLevel: 'L5' }),
  company: offer('company', { ...works, who: '' }),
  levelRole: offer('level-role', { form: 'community', who: 'Senior Software Engineer', handle: '' }),
  member: offer('member', { form: 'community', who: '', handle: '' }),
};

function offer(choice: BylineChoice, byline: PrintedByline): OfferedByline {
  return { choice, byline, refusal: null, atLeast: null };
}

const { named, full, company, levelRole, member } = offers;
const signing: Signing = {
  fixed: null,
  named,
  masked: [{ ...full, refusal: few }, { ...company, atLeast: 25 }, levelRole, member],
  proposed: 'level-role',
  hasCareer: true,
  canVerify: false,
};

function show(props: Partial<Parameters<typeof BylineField>[0]> = {}): string {
  return renderFragment(site, <BylineField signing={signing} {...props} />).toString();
}

function labels(html: string): string[] {
  return [...html.matchAll(/<label[^>]*>(.*?)<\/label>/g)].map(([, label]) => textOf(label ?? ''));
}

const textOf = (html: string) => html.replaceAll(/<svg.*?<\/svg>/g, '').replaceAll(/<[^>]+>/g, '');
const tags = (html: string, tag: RegExp) => [...html.matchAll(tag)].map(([text]) => text);

function chosen(html: string): string | undefined {
  const input = tags(html, /<input[^>]*>/g).find((tag) => /\schecked/.test(tag));
  return /value="([^"]*)"/.exec(input ?? '')?.[1];
}

test('each label is exactly the line that will be printed, masked ones first and the name apart', () => {
  const html = show();
  expect(labels(html)).toEqual([
    'Works at Northwind',
    'Senior Software Engineer at Cairn Community',
    'Member of Cairn Community',
    'Senior Software Engineer [L5] at Northwind',
    'Ada Example (Engineer at Northwind)',
    'Yes, show my name',
  ]);
  expect(html.indexOf('class="signing signing-named"')).toBeGreaterThan(html.indexOf('value="member"'));
});

test.each(Object.values(offers))(
  'a label is drawn as the post will draw it: $choice',
  ({ byline, choice }) => {
    const masked = choice === 'named' ? [] : [offer(choice, byline)];
    const html = show({ signing: { ...signing, masked, proposed: choice } });
    const onPost = renderFragment(site, <BylineLine byline={byline} />).toString();
    const line = onPost.slice(
      onPost.indexOf('byline-who">') + 12,
      onPost.indexOf('<span class="byline-when"'),
    );
    const plain = line
      .slice(0, line.lastIndexOf('</span>'))
      .replace(/<a class="byline-name"[^>]*>(.*?)<\/a>/, '<span class="byline-name">$1</span>');
    expect(html).toContain(`>${plain}</label>`);
  },
);

test('what is not open is there, folded, cannot be chosen, and says why', () => {
  const html = show({ choice: 'company-level-role' });
  const [input = ''] = tags(html, /<input[^>]*company-level-role[^>]*>/g);
  expect(input).toMatch(/\sdisabled/);
  const id = /aria-describedby="([^"]*)"/.exec(input)?.[1];
  expect(html).toContain(`id="${id}">${few}</p>`);
  expect(chosen(html)).toBe('level-role');
  expect(html.indexOf(input)).toBeGreaterThan(html.indexOf('<details'));
  expect(show({ signing: { ...signing, masked: [member] } })).not.toContain('<details');
});

test('the same reason for several is said once, below the last of them', () => {
  const masked = [full, company].map((one) => ({ ...one, refusal: 'Opens when your company is verified.' }));
  const html = show({ signing: { ...signing, masked: [...masked, member], canVerify: true } });
  expect(tags(html, /Opens when your company is verified/g)).toHaveLength(1);
  expect(html.indexOf('Opens when')).toBeGreaterThan(html.indexOf('value="company"'));
  expect(html.indexOf('Opens when')).toBeLessThan(html.indexOf('</details>'));
  expect(html).toContain('2 lines that say more are not open');
  expect(html).toContain('href="/settings/career/verification"');
});

test('how many can sign so is told by bucket', () => {
  expect(show()).toContain('25 or more people can sign like this.');
});

test('without a career there is one line, and a way to more', () => {
  const html = show({
    signing: {
      fixed: null,
      named: null,
      masked: [member],
      proposed: 'member',
      hasCareer: false,
      canVerify: false,
    },
  });
  expect(labels(html)).toEqual(['Member of Cairn Community']);
  expect(chosen(html)).toBe('member');
  expect(html).toContain('href="/settings/career"');
});

test.each([
  ['nothing', null, 'level-role'],
  ['a company that is open', 'company', 'company'],
  ['what is open no more', 'company-level-role', 'level-role'],
  ['the name', 'named', 'level-role'],
] as const)(
  'proposed is never the name, and a company only where it was chosen before: %s',
  (_, before, now) => {
    expect(propose(signing.masked, before)).toBe(now);
  },
);

test('what was chosen comes back, the name too, but its tick only where it was ticked', () => {
  expect(chosen(show({ choice: 'member' }))).toBe('member');
  const html = show({ choice: 'named' });
  expect(chosen(html)).toBe('named');
  expect(tags(html, /<input[^>]*underMyName[^>]*>/g)[0]).not.toMatch(/\schecked/);
  const again = show({ choice: 'named', confirmed: true });
  expect(tags(again, /<input[^>]*underMyName[^>]*>/g)[0]).toMatch(/\schecked/);
});

test('who has written in the thread keeps the line and is told so', () => {
  const fixed = { form: 'community', who: 'Staff Engineer', handle: 'Quiet Heron' } as const;
  const html = show({ signing: { ...signing, fixed } });
  expect(html).toContain('it stays');
  expect(html).toContain('Quiet Heron');
  expect(html).toContain('<input type="hidden" name="byline" value="member"');
  expect(html).not.toMatch(/type="radio"|underMyName/);
});

test('a draft that was begun masked asks before it goes out under a name that is fixed', () => {
  const inThread = { ...signing, fixed: named.byline };
  expect(show({ signing: inThread })).toContain('<input type="hidden" name="underMyName" value="1"');
  const html = show({ signing: inThread, choice: 'role' });
  expect(tags(html, /<input[^>]*underMyName[^>]*>/g)).toEqual([expect.stringContaining('type="checkbox"')]);
});

test('what is wrong stands beside the choices', () => {
  const html = show({ errors: { byline: 'Choose how to sign this.', underMyName: 'Tick this.' } });
  expect(html).toContain('id="field-byline-error"');
  expect(html).toContain('id="field-underMyName-error"');
});

test('the button says how it posts', () => {
  const words = (of: Signing) => textOf(renderFragment(site, <PostButton signing={of} />).toString());
  expect(words({ ...signing, named: null })).toBe('Post masked');
  expect(words({ ...signing, fixed: member.byline })).toBe('Post masked');
  expect(words({ ...signing, fixed: named.byline })).toBe('Post under your name');
  expect(renderFragment(site, <PostButton signing={signing} />).toString()).toMatch(
    /class="when-masked">Post masked<.*class="when-named">Post under your name</,
  );
});
