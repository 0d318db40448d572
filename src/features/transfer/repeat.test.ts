import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records, rejections, thread } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const rest = [
  { type: 'topic', slug: 'staff', name: 'Staff', parent: 'tech-lead', synonyms: ['Staff+'] },
  { type: 'vote', on: 'a1', by: 'v1', value: 1 },
  { type: 'outcome', question: 'q1', followed: ['a1'], body: 'I stayed.', at: '2024-08-01' },
  {
    type: 'ama',
    ref: 'm1',
    title: 'Ask me anything',
    hosts: ['p-ada'],
    startsAt: '2024-09-01',
    topics: ['staff'],
  },
  {
    type: 'amaQuestion',
    ref: 'mq1',
    ama: 'm1',
    author: 'p-senior',
    body: 'How?',
    answer: { author: 'p-ada', body: 'So.' },
    at: '2024-09-01',
  },
  { type: 'video', ref: 'v1', title: 'A talk', speakers: ['p-ada'], file: 'talk.mp4', at: '2024-09-02' },
  { type: 'series', slug: 'talks', name: 'Talks', videos: ['v1'] },
];
const everything = [...thread, ...rest];

async function dump(): Promise<unknown> {
  const tables =
    'topics topic_synonyms profiles authors threads posts thread_topics listings listing_counts search_documents acceptances votes outcomes series imported_refs imported_people ama_hosts';
  return Object.fromEntries(
    await Promise.all(
      tables
        .split(' ')
        .map(async (table) => [
          table,
          await instance.query(`select * from ${table} order by ${table}::text`),
        ]),
    ),
  );
}

test('the same file again adds nothing and changes nothing', async () => {
  const first = await instance.import(everything);
  expect(rejections(first)).toEqual([]);
  const before = await dump();
  instance.clock.pass(60);
  const { counts, rejected } = await instance.import(everything);
  expect(rejected).toEqual([]);
  for (const count of Object.values(counts)) expect(count).toMatchObject({ added: 0, updated: 0 });
  expect(await dump()).toEqual(before);
});

test('a record that changed is updated, in the fields that changed', async () => {
  await instance.import(everything);
  const report = await instance.import([
    { ...records.topic, name: 'Technical Lead' },
    { ...records.ada, title: 'VP at Example' },
    {
      ...records.question,
      body: 'It starts in **June**.',
      parts: ['When?'],
      intent: 'advice',
      topics: ['staff'],
    },
    { ...records.answer, accepted: true, parts: [1] },
    records.comment,
    { type: 'outcome', question: 'q1', body: 'I left.', at: '2024-08-01' },
    { type: 'series', slug: 'talks', name: 'All talks', videos: [] },
  ]);
  for (const type of ['topic', 'person', 'question', 'answer', 'outcome', 'series'] as const) {
    expect(report.counts[type], type).toEqual({ added: 0, updated: 1, unchanged: 0 });
  }
  expect(report.counts.comment).toEqual({ added: 0, updated: 0, unchanged: 1 });
  const [question] = await instance.exported('question');
  expect(question).toMatchObject({
    body: 'It starts in **June**.',
    parts: ['When?'],
    topics: ['staff'],
    at: '2024-05-01T10:00:00Z',
  });
  expect(await instance.exported('answer')).toMatchObject([{ accepted: true, parts: [1] }]);
  expect(
    await instance.query(
      `select list from listings join topics on topics.id = list where thread_id = (select id from threads where kind = 'question')`,
    ),
  ).toHaveLength(1);
  expect(await instance.query(`select answers, accepted from threads where kind = 'question'`)).toEqual([
    { answers: 1, accepted: 1 },
  ]);
  expect(await instance.query(`select body_html from posts where kind = 'question'`)).toEqual([
    { body_html: '<p dir="auto">It starts in <strong>June</strong>.</p>\n' },
  ]);
});

test('a new title is found by search, the old one is not', async () => {
  await instance.import(everything);
  await instance.import([{ ...records.question, title: 'Zeppelins for beginners' }]);
  const find = async (word: string) =>
    await instance.query(`select post_id from search_documents where words @@ to_tsquery('cairn', $1)`, [
      word,
    ]);
  expect(await find('zeppelins')).toHaveLength(1);
  expect(await find('reorg')).toHaveLength(0);
});

test('whether an answer was accepted stays where the file does not say, and goes where it says no', async () => {
  const acceptances = async () => (await instance.query('select * from acceptances')).length;
  await instance.import([
    ...thread.filter(({ type }) => type !== 'answer'),
    { ...records.answer, accepted: true },
  ]);
  expect(await acceptances()).toBe(1);
  await instance.import([records.answer]);
  expect(await acceptances()).toBe(1);
  await instance.import([{ ...records.answer, accepted: false }]);
  expect(await acceptances()).toBe(0);
});

test('a byline becomes coarser with its file, never finer', async () => {
  const author = async () =>
    (await instance.query('select level, role, native_level, company from authors'))[0];
  await instance.import([...thread]);
  const finer = { ...records.senior, level: 'Staff', company: 'Northwind Traders' };
  const refused = await instance.import([finer, records.question]);
  expect(await author()).toEqual({
    level: 'Senior',
    role: 'Software Engineer',
    native_level: 'L5',
    company: 'Northwind',
  });
  expect(refused.notes.map(({ text }) => text)).toEqual([
    'its byline is frozen, so level, company stays as it was',
  ]);
  expect(refused.counts.question.unchanged).toBe(1);
  const { company: _, nativeLevel: __, ...coarser } = records.senior;
  const taken = await instance.import([coarser, records.question]);
  expect(taken.counts.question.updated).toBe(1);
  expect(await author()).toEqual({
    level: 'Senior',
    role: 'Software Engineer',
    native_level: null,
    company: null,
  });
  const back = await instance.import([records.senior, records.question]);
  expect(back.notes).toHaveLength(1);
  expect(await author()).toMatchObject({ company: null });
});

test('where a post stands and who signed it do not change', async () => {
  await instance.import([...thread, { ...records.question, ref: 'q2' }]);
  const before = await instance.query('select id, on_id, author_id, profile_id from posts order by id');
  const report = await instance.import([
    { ...records.answer, question: 'q2', author: 'p-senior', byline: 'company' },
    { ...records.question, author: 'p-ada', byline: 'named' },
  ]);
  expect(report.notes.map(({ line, text }) => `${line} ${text}`).toSorted()).toEqual([
    '1 what it stands on cannot change, and stays',
    '1 who signed it cannot change, and stays',
    '2 who signed it cannot change, and stays',
  ]);
  expect(await instance.query('select id, on_id, author_id, profile_id from posts order by id')).toEqual(
    before,
  );
});

test('whoever was public under a name stays so, and a name given later makes a profile', async () => {
  await instance.import([...thread]);
  const report = await instance.import([
    { type: 'person', ref: 'p-ada', role: 'Engineer' },
    { ...records.senior, name: 'Sam Example' },
  ]);
  expect(report.notes.map(({ text }) => text)).toEqual([
    'this person was imported with a name before; the profile stays',
  ]);
  expect(await instance.query('select slug from profiles order by slug')).toEqual([
    { slug: 'ada' },
    { slug: 'sam-example' },
  ]);
  const again = await instance.import([{ ...records.senior, name: 'Sam Example' }, records.question]);
  expect([again.counts.person.unchanged, again.counts.question.unchanged, again.noteCount]).toEqual([
    1, 1, 0,
  ]);
});
