import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records, rejections, thread } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const comment = (ref: string, on: string) => ({
  type: 'comment',
  ref,
  on,
  body: `I am ${ref}`,
  at: '2024-05-01',
});

/** What each comment stands on, by what it says. */
async function comments(): Promise<Record<string, string>> {
  const rows = await instance.query<{ body: string; on: string }>(
    `select posts.body, case when below.kind = 'comment' then below.body else below.kind end as on
     from posts join posts as below on below.id = posts.on_id where posts.kind = 'comment'`,
  );
  return Object.fromEntries(rows.map(({ body, on }) => [body, on]));
}

test('a reference may point to a later line', async () => {
  const report = await instance.import([
    { type: 'vote', on: 'a1', by: 'v1', value: 1 },
    ...thread.toReversed(),
    { ...records.topic, slug: 'staff', parent: 'tech-lead' },
  ]);
  expect(rejections(report)).toEqual([]);
  const [found] = await instance.query<object>(
    `select threads.answers, threads.comments, (select up from posts where kind = 'answer') as up,
       (select parents.slug from topics join topics as parents on parents.id = topics.parent_id) as parent
     from threads`,
  );
  expect(found).toEqual({ answers: 1, comments: 1, up: 1, parent: 'tech-lead' });
});

test('what refers to nothing is refused, with what stands on it', async () => {
  const report = await instance.import([
    ...thread,
    { ...records.answer, ref: 'a2', question: 'q9' },
    { ...records.answer, ref: 'a3', author: 'p9' },
    { ...records.answer, ref: 'a4', question: 'a1' },
    { ...records.answer, ref: 'a5', parts: [1] },
    comment('c2', 'a2'),
    comment('c3', 'c2'),
    { type: 'vote', on: 'a2', by: 'v1', value: 1 },
    { type: 'outcome', question: 'q9', body: 'It went well.', at: '2024-06-01' },
    { type: 'outcome', question: 'q1', followed: ['c1'], body: 'It went well.', at: '2024-06-01' },
    { type: 'series', slug: 'talks', name: 'Talks', videos: ['q1'] },
  ]);
  expect(rejections(report).toSorted(([a], [b]) => a - b)).toEqual([
    [7, 'there is no question “q9”'],
    [8, 'there is no person “p9”'],
    [9, 'there is no question “a1”'],
    [10, 'there is no part 1 of “q1”'],
    [11, 'there is no post “a2”'],
    [12, 'there is no post “c2”'],
    [13, 'there is no post “a2”'],
    [14, 'there is no question “q9”'],
    [15, '“c1” is no answer to “q1”'],
    [16, 'there is no video “q1”'],
  ]);
  expect(report.counts.answer.added).toBe(1);
});

test('of lines with the same ref the last is taken, whatever it is', async () => {
  const report = await instance.import([
    ...thread,
    { ...records.question, title: 'The second wording' },
    { ...records.question, title: 'The third wording' },
    { ...records.topic, name: 'Technical Lead' },
  ]);
  expect(rejections(report)).toEqual([
    [1, 'line 9 has the same ref and was taken instead'],
    [4, 'line 8 has the same ref and was taken instead'],
    [7, 'line 8 has the same ref and was taken instead'],
  ]);
  expect(await instance.query('select title from threads')).toEqual([{ title: 'The third wording' }]);
  expect(await instance.query('select name from topics')).toEqual([{ name: 'Technical Lead' }]);
});

test('a ref that another kind of post has is refused', async () => {
  await instance.import([...thread]);
  const report = await instance.import([
    records.ada,
    { ...records.answer, ref: 'q1' },
    { ...records.question, ref: 'a1' },
  ]);
  expect(
    rejections(report)
      .map(([, reason]) => reason)
      .toSorted(),
  ).toEqual(['“a1” is the ref of another kind of post', '“q1” is the ref of another kind of post']);
});

test('comments nest one level, in whatever order they come', async () => {
  const report = await instance.import([
    ...thread,
    comment('c5', 'c4'),
    comment('c4', 'c3'),
    comment('c3', 'c2'),
    comment('c2', 'q1'),
    comment('c6', 'c1'),
  ]);
  expect(rejections(report)).toEqual([]);
  expect(await comments()).toEqual({
    'Thank you.': 'answer',
    'I am c2': 'question',
    'I am c3': 'I am c2',
    'I am c4': 'I am c2',
    'I am c5': 'I am c2',
    'I am c6': 'Thank you.',
  });
  await instance.import([comment('c7', 'c5')]);
  expect(await comments()).toMatchObject({ 'I am c7': 'I am c2' });
});

test('a comment on itself, and comments in a circle, are refused with those below them', async () => {
  const report = await instance.import([
    ...thread,
    comment('own', 'own'),
    ...[comment('two', 'one'), comment('one', 'two')],
    ...[comment('x', 'z'), comment('y', 'x'), comment('z', 'y'), comment('below', 'x')],
    comment('fine', 'c1'),
  ]);
  expect(rejections(report).map(([line]) => line)).toEqual([7, 8, 9, 10, 11, 12, 13]);
  expect(new Set(rejections(report).map(([, reason]) => reason))).toEqual(
    new Set(['it answers a comment that answers it, directly or by way of others']),
  );
  expect(await comments()).toEqual({ 'Thank you.': 'answer', 'I am fine': 'Thank you.' });
});

test('a thousand replies, each to the one before and in reverse, take no thousand rounds', async () => {
  const chain = Array.from({ length: 1000 }, (_, index) =>
    comment(`r${index}`, index === 0 ? 'q1' : `r${index - 1}`),
  );
  const report = await instance.import([...thread, ...chain.toReversed()]);
  expect(report.counts.comment.added).toBe(1001);
  const tops = new Set(Object.values(await comments()));
  expect(tops).toEqual(new Set(['question', 'answer', 'I am r0']));
});

test('a topic may come after its child; a circle of parents is cut', async () => {
  const topic = (slug: string, parent?: string) => ({ type: 'topic', slug, name: slug, parent });
  const report = await instance.import([
    topic('a', 'b'),
    topic('b', 'c'),
    topic('c', 'a'),
    topic('d', 'd'),
    topic('e', 'x'),
  ]);
  expect(report.notes.map(({ line, text }) => [line, text])).toEqual([
    [3, '“a” stands below it and is not its parent'],
    [4, '“d” stands below it and is not its parent'],
    [5, 'there is no topic “x” to be its parent'],
  ]);
  expect(await instance.exported('topic')).toMatchObject([
    { slug: 'a', parent: 'b' },
    { slug: 'b', parent: 'c' },
    { slug: 'c' },
    { slug: 'd' },
    { slug: 'e' },
  ]);
  const again = await instance.import([topic('a'), topic('b', 'a'), topic('c', 'b'), topic('d'), topic('e')]);
  expect(again.counts.topic).toEqual({ added: 0, updated: 3, unchanged: 2 });
  expect((await instance.exported('topic'))[2]).toMatchObject({ slug: 'c', parent: 'b' });
});

test('topics are found by their synonyms, and a synonym leads to one topic', async () => {
  const report = await instance.import([
    { ...records.topic, synonyms: ['TL', 'Team lead', 'staff'] },
    { type: 'topic', slug: 'staff', name: 'Staff', synonyms: ['tl'] },
    {
      type: 'question',
      ref: 'q',
      title: 'Which?',
      topics: ['team-lead', 'tech-lead', 'staff'],
      at: '2024-05-01',
    },
  ]);
  expect(report.notes.map(({ line, text }) => [line, text])).toEqual([
    [1, 'the synonym “staff” already leads to another topic'],
    [2, 'the synonym “tl” already leads to another topic'],
  ]);
  expect(await instance.exported('question')).toMatchObject([{ topics: ['tech-lead', 'staff'] }]);
  expect(await instance.exported('topic')).toMatchObject([
    { slug: 'staff' },
    { synonyms: ['team-lead', 'tl'] },
  ]);
});
