import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records, rejections, thread } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

interface Signed {
  ref: string;
  byline: string;
}

/** How every imported post is signed: a name, or the columns that a masked byline is printed from. */
async function bylines(): Promise<Record<string, string>> {
  const rows = await instance.query<Signed>(
    `select ref, coalesce(profiles.name, concat_ws(' | ', authors.level, authors.role, authors.native_level, authors.company, 'masked')) as byline
     from imported_refs join posts on posts.id = imported_refs.id
     left join authors on authors.id = author_id left join profiles on profiles.id = profile_id`,
  );
  return Object.fromEntries(rows.map(({ ref, byline }) => [ref, byline]));
}

const answer = (ref: string, fields: object) => ({
  type: 'answer',
  ref,
  question: 'q1',
  body: 'Yes.',
  at: '2024-05-02',
  ...fields,
});

test('each form prints what it may of what the file states', async () => {
  const report = await instance.import([
    ...thread,
    answer('named', { author: 'p-ada', byline: 'named' }),
    answer('named by default', { author: 'p-ada' }),
    answer('masked by default', { author: 'p-other' }),
    answer('nobody', {}),
    answer('company', { author: 'p-third', byline: 'company' }),
    answer('no company to show', { author: 'p-fourth', byline: 'company' }),
    answer('a name, masked', { author: 'p-bo', byline: 'company' }),
    {
      type: 'person',
      ref: 'p-other',
      level: 'Staff',
      role: 'Data Engineer',
      nativeLevel: 'E6',
      company: 'Fabrikam',
    },
    { type: 'person', ref: 'p-third', company: 'Fabrikam' },
    { type: 'person', ref: 'p-fourth', level: 'Manager' },
    { type: 'person', ref: 'p-bo', name: 'Bo Example', level: 'VP', role: 'Engineering', company: 'Contoso' },
  ]);
  expect(rejections(report)).toEqual([]);
  expect(await bylines()).toEqual({
    'p-ada': undefined,
    q1: 'Senior | Software Engineer | L5 | Northwind | masked',
    a1: 'Ada Example',
    c1: 'Senior | Software Engineer | L5 | Northwind | masked',
    named: 'Ada Example',
    'named by default': 'Ada Example',
    'masked by default': 'Staff | Data Engineer | masked',
    nobody: 'masked',
    company: 'Fabrikam | masked',
    'no company to show': 'Manager | masked',
    'a name, masked': 'VP | Engineering | Contoso | masked',
  });
});

test('whoever has no name cannot sign with one', async () => {
  const report = await instance.import([
    ...thread,
    answer('a2', { author: 'p-senior', byline: 'named' }),
    answer('a3', { byline: 'named' }),
    { type: 'ama', ref: 'm1', title: 'Ask me', hosts: ['p-senior'] },
  ]);
  expect(rejections(report).toSorted(([a], [b]) => a - b)).toEqual([
    [7, '“p-senior” has no name to sign with'],
    [8, 'it is signed with a name, by nobody'],
    [9, 'the host “p-senior” has no name'],
  ]);
});

test('posts by one person are by one author in a thread, and by unrelated ones in two', async () => {
  await instance.import([...thread, { ...records.question, ref: 'q2' }]);
  const rows = await instance.query<{ posts: number; handle: string; sealed: unknown }>(
    `select count(*) as posts, handle, sealed from authors join posts on posts.author_id = authors.id group by authors.id order by posts`,
  );
  expect(rows.map(({ posts, sealed }) => [posts, sealed])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(rows[0]?.handle).not.toBe(rows[1]?.handle);
});

test('a handle that the file gives is used in one thread only, so that it ties nothing together', async () => {
  const heron = { ...records.senior, handle: 'Quiet Heron' };
  await instance.import([records.topic, heron, records.question, { ...records.question, ref: 'q2' }]);
  await instance.import([heron, { ...records.question, ref: 'q3' }]);
  const handles = await instance.query<{ handle: string }>('select handle from authors');
  expect(handles).toHaveLength(3);
  expect(handles.filter(({ handle }) => handle === 'Quiet Heron')).toHaveLength(1);
});

test('two people with the same handle in one thread get two', async () => {
  const person = (ref: string) => ({ type: 'person', ref, handle: 'Quiet Heron' });
  await instance.import([
    ...thread,
    person('p1'),
    person('p2'),
    answer('a2', { author: 'p1' }),
    answer('a3', { author: 'p2' }),
  ]);
  const rows = await instance.query<{ handle: string }>('select distinct handle from authors');
  expect(rows).toHaveLength(3);
});

test('masked posts lie on the quarter of an hour, named ones have their time', async () => {
  await instance.import([...thread]);
  const rows = await instance.query<{ kind: string; at: Date }>('select kind, at from posts order by kind');
  expect(rows.map(({ kind, at }) => [kind, at.toISOString()])).toEqual([
    ['answer', '2024-05-01T11:02:03.000Z'],
    ['comment', '2024-05-01T12:00:00.000Z'],
    ['question', '2024-05-01T10:00:00.000Z'],
  ]);
});

test('within a thread the coarser of two bylines stands, and the report says so', async () => {
  const report = await instance.import([
    ...thread,
    { ...records.comment, ref: 'c2', byline: 'community' },
    { ...records.comment, ref: 'c3', byline: 'company' },
  ]);
  expect((await bylines())['q1']).toBe('Senior | Software Engineer | masked');
  expect(report.notes.map(({ line, text }) => [line, text])).toEqual([
    [7, 'its byline is coarser than before, on all posts of its author in the thread'],
    [8, 'its byline is frozen, so nativeLevel, company stays as it was'],
  ]);
});

test('people without a name are in no profile, and their row says nothing without the keys', async () => {
  await instance.import([...thread]);
  expect(await instance.query('select name, slug from profiles')).toEqual([
    { name: 'Ada Example', slug: 'ada' },
  ]);
  const rows = await instance.query<{ ref_key: Buffer; sealed: Buffer }>(
    'select ref_key, sealed from imported_people',
  );
  expect(rows).toHaveLength(1);
  const [person] = rows;
  expect(person?.sealed.includes('Northwind')).toBe(false);
  expect(JSON.stringify(await instance.query('select * from imported_refs'))).not.toContain('p-senior');
});

test('profiles whose address is taken get another one', async () => {
  const ada = (ref: string) => ({ type: 'person', ref, name: 'Ada Example' });
  const report = await instance.import(Array.from({ length: 8 }, (_, index) => ada(`p${index}`)));
  expect(report.counts.person.added).toBe(8);
  const long = { type: 'person', name: 'Long', bio: 'Hello', handle: 'long-'.repeat(15).slice(0, -1) };
  await instance.import([
    { ...long, ref: 'l1' },
    { ...long, ref: 'l2' },
  ]);
  const handles = (await instance.exported('person')).map(({ handle }) => handle);
  expect(new Set(handles)).toEqual(new Set([long.handle, `${long.handle.slice(0, 69)}-2`]));
  const rows = await instance.query<{ slug: string }>(
    'select slug from profiles order by length(slug), slug',
  );
  expect(rows.slice(0, 5).map(({ slug }) => slug)).toEqual(
    [1, 2, 3, 4, 5].map((n) => `ada-example${n === 1 ? '' : `-${n}`}`),
  );
});
