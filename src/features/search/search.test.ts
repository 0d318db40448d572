import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { editPost } from '../posts/editing.ts';
import { removeOwnPost, restoreOwnPost } from '../posts/removal.ts';
import type { Segment } from './excerpts.ts';
import type { SearchOptions, SearchResults } from './search.ts';
import { searchThreads } from './search.ts';
import { refreshSearchWords } from './word-counts.ts';

let community: TestCommunity;
let negotiation: string;
let reply: string;

const questions = [
  {
    title: 'How do I negotiate a salary when they named the number first?',
    body: 'The recruiter said 95k, and I froze. My résumé says node.js and C++, if that matters.',
  },
  {
    title: 'My tech lead left and I own the payments service now',
    body: 'He knew every customer. The salary stayed the same, the pager came with it.',
  },
  { title: 'Is university worth it for a career changer?', body: 'I am 34, a nurse, and write C# at night.' },
  {
    title: 'Burned out after the reorganisation',
    body: 'I sleep badly and dread stand-ups. How do I tell my manager?',
  },
];

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
  await addTopic(platform, { slug: 'salary-negotiation', name: 'Salary Negotiation' });
  const asked = [];
  for (const question of questions) asked.push(await ask(platform, asker, question));
  negotiation = asked[0]?.id ?? '';
  const body =
    'Ask for a counteroffer in writing; "exploding" offers rarely explode. <script>alert(1)</script>';
  reply = await answer(platform, answerer, { questionId: negotiation, body, byline: 'named' });
  await refreshSearchWords(platform);
});
afterAll(() => community.close());

async function search(q: string, options: Partial<SearchOptions> = {}): Promise<SearchResults> {
  return await searchThreads(community.platform, { q, limit: 10, offset: 0, ...options });
}

const plain = (segments: readonly Segment[]) => segments.map(({ text }) => text).join('');
const marks = (segments: readonly Segment[]) =>
  segments.filter(({ marked }) => marked).map(({ text }) => text);

async function titles(q: string, options: Partial<SearchOptions> = {}): Promise<string[]> {
  const { threads } = await search(q, options);
  return threads.map(({ title }) => plain(title));
}

describe('search finds', () => {
  it.each([
    ['a word of a title', 'payments', 1],
    ['a word in another form', 'negotiating', 0],
    ['a word of a body', 'recruiter', 0],
    ['a word of an answer', 'counteroffer', 0],
    ['a word with accents, typed without', 'resume', 0],
    ['a word without accents, typed with', 'salàry negotiáte', 0],
    ['words that run together', 'node.js', 0],
    ['one of the words that run together', 'node', 0],
    ['C++', 'c++', 0],
    ['C#, which is not C++', 'C#', 2],
    ['the beginning of a word', 'recrui', 0],
    ['the beginning of a word that its stem does not show', 'universi', 2],
    ['a phrase', '"tech lead"', 1],
    ['words of a question and of its answer together', 'salary counteroffer', 0],
    ['a question as people speak', 'how can I tell my manager that I am burned out', 3],
  ])('%s', async (_, q, place) => {
    expect((await titles(q))[0]).toBe(questions[place]?.title);
  });

  it('each thread once, however many of its posts fit', async () => {
    await answer(community.platform, community.colleague, {
      questionId: negotiation,
      body: 'A counteroffer, yes.',
    });
    const { threads, found } = await search('counteroffer');
    expect([threads.length, found]).toEqual([1, 1]);
  });

  it('not what has the words of a phrase apart', async () => {
    expect(await titles('"lead tech"')).toEqual([]);
    expect(await titles('"salary negotiate"')).toEqual([]);
  });

  it('not what a minus leaves out, nor answers to it', async () => {
    expect(await titles('salary -pager')).toEqual([questions[0]?.title]);
    expect(await titles('counteroffer -recruiter')).toEqual([]);
  });

  it('nothing for words that nobody wrote', async () => {
    expect(await search('zyxwvut')).toMatchObject({
      found: 0,
      threads: [],
      suggestion: null,
      mendedFrom: null,
    });
  });

  it('nothing for words that everybody writes, and says so', async () => {
    expect(await search('how is the')).toMatchObject({ found: 0, vague: true });
    expect(await search('the -salary')).toMatchObject({ found: 0, vague: true });
    expect(await search('-salary')).toMatchObject({ found: 0, vague: true });
    expect(await search('salary')).toMatchObject({ vague: false });
  });
});

describe('what is shown', () => {
  it('is the answer that fits, with its author, under the title of its thread', async () => {
    const [found] = (await search('exploding offers')).threads;
    expect(found).toMatchObject({
      id: negotiation,
      post: { id: reply, kind: 'answer', name: 'Ada Example' },
    });
    expect(marks(found?.post.excerpt ?? [])).toEqual(['exploding', 'offers', 'explode']);
  });

  it('is plain text, markup of the post and of attackers included', async () => {
    const [found] = (await search('exploding')).threads;
    expect(plain(found?.post.excerpt ?? [])).toContain('<script>alert(1)</script>');
  });

  it('marks words that fit in the title too', async () => {
    const [found] = (await search('salaries')).threads;
    expect(marks(found?.title ?? [])).toEqual(['salary']);
  });

  it('marks "node.js" and "C++" whole', async () => {
    const [found] = (await search('node.js c++')).threads;
    expect(marks(found?.post.excerpt ?? [])).toEqual(['node.js', 'C++']);
  });

  it('says of a masked author what the byline says', async () => {
    const [found] = (await search('payments')).threads;
    expect(found?.post).toMatchObject({
      name: null,
      level: 'Senior',
      role: 'Software Engineer',
      company: null,
    });
    expect(Object.keys(found?.post ?? {}).toSorted()).toEqual([
      'at',
      'company',
      'excerpt',
      'handle',
      'id',
      'kind',
      'level',
      'name',
      'nativeLevel',
      'portrait',
      'profileSlug',
      'role',
      'title',
      'up',
    ]);
  });

  it('comes in pages that do not overlap', async () => {
    const all = await titles('salary OR lead', { limit: 10 });
    const one = await titles('salary OR lead', { limit: 1 });
    const two = await search('salary OR lead', { limit: 1, offset: 1 });
    expect([...one, ...two.threads.map(({ title }) => plain(title))]).toEqual(all.slice(0, 2));
    const past = await search('salary OR lead', { limit: 10, offset: 50 });
    expect([past.threads.length, past.found]).toEqual([0, all.length]);
  });
});

describe('what was mistyped', () => {
  it('is mended where nothing has it as it was typed', async () => {
    const results = await search('negotate salry');
    expect(results).toMatchObject({ query: 'negotiate salary', mendedFrom: 'negotate salry' });
    expect(plain(results.threads[0]?.title ?? [])).toBe(questions[0]?.title);
  });

  it('is left as it is when that is asked for', async () => {
    const results = await search('negotate salry', { literal: true });
    expect(results).toMatchObject({ query: 'negotate salry', mendedFrom: null, found: 0 });
  });

  it('is left as it is in quotes', async () => {
    expect(await search('"negotate" "salry"')).toMatchObject({ mendedFrom: null, found: 0 });
  });

  it('is not mended into a word of a post that was taken away', async () => {
    const { platform, asker } = community;
    const body = 'My boss Kwabenhoff wants me on the team of Kwabenhoff.';
    const { id } = await ask(platform, asker, { title: 'A question with a name in it', body });
    await platform.db.pool.query('delete from search_corpus');
    await refreshSearchWords(platform);
    expect(await search('kwabenhof salary')).toMatchObject({ query: 'kwabenhoff salary' });
    await removeOwnPost(platform, asker.account, id);
    for (const q of ['kwabenhof salary', 'kwabenhof']) {
      expect(JSON.stringify(await search(q)).toLowerCase(), q).not.toContain('kwabenhoff');
    }
  });

  it('is not mended into what finds nothing', async () => {
    await community.platform.db.pool.query(
      `insert into search_words (word, stem, documents) values ('quixotic', 'quixot', 40)`,
    );
    expect(await search('quixotik')).toMatchObject({ mendedFrom: null, suggestion: null, found: 0 });
  });

  it('is offered another spelling of where it finds a little', async () => {
    const { platform, asker } = community;
    await ask(platform, asker, {
      title: 'When did you recieve your first raise?',
      body: 'Mine took three years.',
    });
    for (const n of ['first', 'second', 'third']) {
      await ask(platform, asker, {
        title: `Did you receive the ${n} letter?`,
        body: 'They say that it was sent.',
      });
    }
    await platform.db.pool.query(
      `insert into search_words (word, stem, documents) values ('recieve', 'reciev', 1), ('receive', 'receiv', 30)`,
    );
    expect(await search('recieve')).toMatchObject({ found: 1, mendedFrom: null, suggestion: 'receive' });
    expect(await search('receive')).toMatchObject({ found: 3, suggestion: null });
  });
});

describe('topics', () => {
  it.each([
    ['by name', 'tech lead', ['Tech Lead']],
    ['by a word of the name', 'lead', ['Tech Lead']],
    ['by their name among other words', 'how did you become a tech lead', ['Tech Lead']],
    ['by a synonym', 'TL', ['Tech Lead']],
    ['by their name in another form', 'salaries negotiated', ['Salary Negotiation']],
    ['not by a name that is no topic', 'pager', []],
  ])('are offered %s', async (_, q, names) => {
    expect((await search(q)).topics.map(({ name }) => name)).toEqual(names);
  });
});

describe('what was taken away', () => {
  it('is found by nobody, neither the thread nor its answers, until it is back', async () => {
    const { platform, asker, answerer } = community;
    const title = 'Xylophonists: where do you work?';
    const { id } = await ask(platform, asker, { title, body: 'Canary-body-one.' });
    await answer(platform, answerer, { questionId: id, body: 'Canary-answer-two, from the orchestra.' });
    const everything = ['xylophonists', 'canary-body-one', 'canary-answer-two', 'xyloph'];
    for (const q of everything) expect(await titles(q)).toEqual([title]);
    await removeOwnPost(platform, asker.account, id);
    for (const q of everything) expect(await titles(q)).not.toContain(title);
    await restoreOwnPost(platform, asker.account, id);
    for (const q of everything) expect(await titles(q)).toEqual([title]);
  });

  it('is an answer alone where only that was removed', async () => {
    const { platform, asker, answerer } = community;
    const { id } = await ask(platform, asker, {
      title: 'Theremin players, anyone?',
      body: 'Asking for a friend.',
    });
    const answerId = await answer(platform, answerer, {
      questionId: id,
      body: 'Canary-answer-three.',
      byline: 'named',
    });
    await removeOwnPost(platform, answerer.account, answerId);
    expect(await titles('canary-answer-three')).toEqual([]);
    expect(await titles('theremin')).toHaveLength(1);
  });

  it('is an earlier wording once it was edited', async () => {
    const { platform, asker } = community;
    const title = 'Glockenspiel or glass harp?';
    const { id } = await ask(platform, asker, { title, body: 'Canary-wording-four.' });
    const edit = { id, revision: 1, title, tldr: '', body: 'Something else.', topics: ['tech-lead'] };
    await editPost(platform, asker.account, edit);
    expect(await titles('canary-wording-four')).toEqual([]);
    expect(await titles('glockenspiel')).toEqual([title]);
  });

  it('is what stays private: addresses and what was not chosen for the byline', async () => {
    for (const q of ['asker@cairn.test', 'Northwind', 'L5']) expect(await titles(q)).toEqual([]);
  });
});
