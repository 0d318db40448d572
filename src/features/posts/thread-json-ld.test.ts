import { describe, expect, it } from 'vitest';
import type { ShownPost, ThreadPage } from './thread-page.ts';
import { describeThread, threadJsonLd } from './thread-json-ld.ts';

const site = { baseUrl: 'https://cairn.test', communityName: 'Cairn' };

const masked: ShownPost = {
  id: 'q1aaaaaaaaa',
  kind: 'question',
  onId: null,
  bodyHtml:
    '<p dir="auto">He built it &amp; left. <code>if (a &lt; b)</code></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
  authorId: 'c0ffeec0ffeec0ffeec0ffeec0ffee00',
  profileId: null,
  at: '2026-05-04T10:15:00+00:00',
  editedAt: null,
  up: 7,
  down: 2,
  accepted: false,
  removedBy: null,
  removalReason: '',
  moments: [],
  level: 'Senior',
  role: 'Software Engineer',
  nativeLevel: null,
  company: null,
  handle: 'Quiet Heron',
  name: null,
  profileSlug: null,
  title: null,
};
const signed = { handle: null, authorId: null, profileId: 'p1', level: null, role: null };
const ada = {
  ...signed,
  name: 'Ada Example',
  profileSlug: 'ada-example',
  title: 'Staff Engineer at Fabrikam',
};
const answer: ShownPost = {
  ...masked,
  id: 'a1aaaaaaaaa',
  kind: 'answer',
  onId: masked.id,
  bodyHtml: '<p>Write it down.</p>',
  up: 3,
  down: 0,
};
const helped: ShownPost = {
  ...answer,
  ...ada,
  id: 'a2aaaaaaaaa',
  accepted: true,
  editedAt: '2026-05-05T09:01:02+00:00',
};

function threadOf(posts: ShownPost[], changes: Partial<ThreadPage> = {}): ThreadPage {
  return {
    id: masked.id,
    kind: 'question',
    title: 'My tech lead left. What now?',
    slug: 'my-tech-lead-left',
    tldr: '',
    options: [],
    parts: [],
    fromName: null,
    fromUrl: null,
    topics: [{ id: 't1', slug: 'tech-lead', name: 'Tech Lead' }],
    closed: null,
    locked: null,
    hasRemovals: false,
    posts,
    ...changes,
  };
}

type Ld = Record<string, unknown>;

/** What Google requires and recommends of a page of a question with its answers; a sentence for each breach. */
function breaches(page: Ld): string[] {
  const wrong: string[] = [];
  const need = (thing: Ld, where: string, name: string, fits: (value: unknown) => boolean) => {
    if (!fits(thing[name])) wrong.push(`${where}.${name}: ${JSON.stringify(thing[name])}`);
  };
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '' && !/<\w/.test(value);
  const isWhole = (value: unknown) => Number.isInteger(value);
  const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value);
  const isUrl = (value: unknown) => typeof value === 'string' && value.startsWith('https://cairn.test/');
  const isPerson = (value: unknown) => {
    const person = (value ?? {}) as Ld;
    return (
      person['@type'] === 'Person' &&
      isText(person['name']) &&
      (person['url'] === undefined || isUrl(person['url']))
    );
  };
  const checkPost = (post: Ld, where: string) => {
    for (const [name, fits] of Object.entries({
      text: isText,
      upvoteCount: isWhole,
      url: isUrl,
      datePublished: isDate,
      author: isPerson,
    }))
      need(post, where, name, fits);
  };
  need(page, 'page', '@context', (value) => value === 'https://schema.org');
  need(page, 'page', '@type', (value) => value === 'QAPage');
  const question = page['mainEntity'] as Ld;
  need(question, 'question', '@type', (value) => value === 'Question');
  need(question, 'question', 'name', isText);
  checkPost(question, 'question');
  const accepted = (question['acceptedAnswer'] ?? []) as Ld[];
  const suggested = (question['suggestedAnswer'] ?? []) as Ld[];
  need(question, 'question', 'answerCount', (value) => value === accepted.length + suggested.length);
  for (const each of [...accepted, ...suggested]) {
    need(each, 'answer', '@type', (value) => value === 'Answer');
    checkPost(each, 'answer');
  }
  return wrong;
}

describe('a question for search engines', () => {
  it('is a QAPage by the rules, with and without answers', () => {
    expect(breaches(threadJsonLd(threadOf([masked, helped, answer]), site) as Ld)).toEqual([]);
    expect(breaches(threadJsonLd(threadOf([masked]), site) as Ld)).toEqual([]);
    expect(
      breaches({ ...threadJsonLd(threadOf([masked]), site), mainEntity: { answerCount: 1 } }),
    ).not.toEqual([]);
  });

  it('tells accepted answers from others, and where each stands', () => {
    expect(threadJsonLd(threadOf([masked, helped, answer]), site)).toMatchObject({
      url: 'https://cairn.test/questions/q1aaaaaaaaa/my-tech-lead-left',
      mainEntity: {
        name: 'My tech lead left. What now?',
        text: 'He built it & left. if (a < b) one two',
        answerCount: 2,
        upvoteCount: 5,
        acceptedAnswer: [{ url: 'https://cairn.test/questions/q1aaaaaaaaa/my-tech-lead-left#p-a2aaaaaaaaa' }],
        suggestedAnswer: [{ text: 'Write it down.', upvoteCount: 3 }],
      },
      breadcrumb: {
        itemListElement: [
          { position: 1, name: 'Topics', item: 'https://cairn.test/topics' },
          { position: 2, name: 'Tech Lead', item: 'https://cairn.test/topics/tech-lead' },
          { position: 3, item: 'https://cairn.test/questions/q1aaaaaaaaa/my-tech-lead-left' },
        ],
      },
    });
  });

  it('names a named author with their page, and dates them to the second', () => {
    expect(threadJsonLd(threadOf([masked, helped]), site)).toMatchObject({
      mainEntity: {
        acceptedAnswer: [
          {
            author: { '@type': 'Person', name: 'Ada Example', url: 'https://cairn.test/people/ada-example' },
            datePublished: '2026-05-04T10:15:00.000Z',
            dateModified: '2026-05-05T09:01:02.000Z',
          },
        ],
      },
    });
  });

  it('says of a masked author the byline and the day, and nothing else', () => {
    const { mainEntity } = threadJsonLd(threadOf([masked]), site) as { mainEntity: Ld };
    expect(mainEntity['author']).toEqual({
      '@type': 'Person',
      name: 'Senior Software Engineer at Cairn Community',
    });
    expect(mainEntity['datePublished']).toBe('2026-05-04');
    expect(JSON.stringify(mainEntity)).not.toMatch(/c0ffee|Quiet Heron/);
  });

  it('leaves out what was taken away, and what is said on it', () => {
    const gone: ShownPost = {
      ...answer,
      id: 'a3aaaaaaaaa',
      removedBy: 'moderator',
      bodyHtml: '<p>canary</p>',
    };
    const comment: ShownPost = { ...answer, id: 'c1aaaaaaaaa', kind: 'comment', onId: answer.id };
    const page = threadJsonLd(threadOf([masked, answer, gone, comment]), site);
    expect(page).toMatchObject({ mainEntity: { answerCount: 1 } });
    expect(JSON.stringify(page)).not.toContain('canary');
    expect(threadJsonLd(threadOf([{ ...masked, removedBy: 'author' }]), site)).toEqual({});
  });

  it('has a text where the body has no words', () => {
    const wordless = threadOf([{ ...masked, bodyHtml: '<p><img src="/x.png" alt=""></p>' }]);
    expect(breaches(threadJsonLd(wordless, site) as Ld)).toEqual([]);
  });
});

it('an AMA is no question with answers', () => {
  const page = threadJsonLd(threadOf([{ ...masked, kind: 'ama' }], { kind: 'ama' }), site);
  expect(page).toMatchObject({
    '@type': 'DiscussionForumPosting',
    headline: 'My tech lead left. What now?',
    url: 'https://cairn.test/amas/q1aaaaaaaaa/my-tech-lead-left',
    author: { '@type': 'Person' },
    datePublished: '2026-05-04',
  });
});

describe('a description', () => {
  it('is the TL;DR, else how the text begins, else the title', () => {
    expect(describeThread(threadOf([masked], { tldr: 'Who decides now?' }))).toBe('Who decides now?');
    expect(describeThread(threadOf([masked]))).toBe('He built it & left. if (a < b) one two');
    expect(describeThread(threadOf([{ ...masked, bodyHtml: '' }]))).toBe('My tech lead left. What now?');
  });

  it('has at most 160 characters and ends after a word', () => {
    const long = describeThread(
      threadOf([{ ...masked, bodyHtml: `<p>${'seventeen words '.repeat(90)}</p>` }]),
    );
    expect(long.length).toBeLessThanOrEqual(160);
    expect(long).toMatch(/(seventeen|words)…$/);
  });

  it('tells nothing of a text that was taken away', () => {
    expect(describeThread(threadOf([{ ...masked, removedBy: 'moderator' }]))).toBe(
      'My tech lead left. What now?',
    );
  });
});
