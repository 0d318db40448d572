import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records, rejections, thread } from './instance-for-tests.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const vote = (by: string, value: number, on = 'a1') => ({ type: 'vote', on, by, value });

async function tally(kind = 'answer'): Promise<unknown> {
  return (await instance.query(`select up, down from posts where kind = $1`, [kind]))[0];
}

test('votes are counted, one for each voter and post', async () => {
  const report = await instance.import([
    ...thread,
    vote('v1', 1),
    vote('v2', 1),
    vote('v3', -1),
    vote('v1', 1, 'q1'),
  ]);
  expect(report.counts.vote).toEqual({ added: 4, updated: 0, unchanged: 0 });
  expect(await tally()).toEqual({ up: 2, down: 1 });
  expect(await tally('question')).toEqual({ up: 1, down: 0 });
});

test('the voter is not in the database', async () => {
  await instance.import([...thread, vote('somebody@example.org', 1)]);
  const rows = await instance.query<{ voter_key: Buffer }>('select * from votes');
  expect(rows.map(({ voter_key }) => voter_key.length)).toEqual([16]);
  expect(JSON.stringify(rows)).not.toContain('somebody');
});

test('a vote can change and be withdrawn; the last line of a voter counts', async () => {
  await instance.import([...thread, vote('v1', 1), vote('v2', 1)]);
  const report = await instance.import([
    vote('v1', -1),
    vote('v2', 0),
    vote('v3', 0),
    vote('v4', -1),
    vote('v4', 1),
  ]);
  expect(report.counts.vote).toEqual({ added: 1, updated: 3, unchanged: 1 });
  expect(await tally()).toEqual({ up: 1, down: 1 });
});

test('the list of best rises with the votes on the question', async () => {
  await instance.import([...thread, { ...records.question, ref: 'q2' }]);
  const best = async () => {
    const [row] = await instance.query<{ best: number }>(
      `select best from listings join imported_refs on id = thread_id where list = 'everything' and ref = 'q2'`,
    );
    return row?.best ?? 0;
  };
  const before = await best();
  await instance.import([vote('v1', 1, 'q2'), vote('v2', 1, 'q2')]);
  expect(await best()).toBeGreaterThan(before);
});

test('the votes of an export are there when the post has as many, whoever cast them', async () => {
  const slots = [...[1, 2, 3].map((n) => vote(`a1-up-${n}`, 1)), vote('a1-down-1', -1)];
  await instance.import([...thread, vote('v1', 1), vote('v2', 1)]);
  const report = await instance.import(slots.toReversed());
  expect(report.counts.vote).toEqual({ added: 2, updated: 0, unchanged: 2 });
  expect(await tally()).toEqual({ up: 3, down: 1 });
  const again = await instance.import(slots);
  expect(again.counts.vote).toEqual({ added: 0, updated: 0, unchanged: 4 });
  await instance.import([vote('v9', 1)]);
  expect((await instance.import(slots)).counts.vote.unchanged).toBe(4);
  expect(await tally()).toEqual({ up: 4, down: 1 });
});

test('a number that names another post, or says up of a vote down, is a voter like any other', async () => {
  await instance.import([...thread, vote('q1-up-7', 1), vote('a1-up-7', -1), vote('a1-up-07', 1)]);
  expect(await tally()).toEqual({ up: 2, down: 1 });
});

test('a vote on nothing, or for more than one, is refused', async () => {
  const report = await instance.import([...thread, vote('v1', 1, 'a9'), vote('v1', 2)]);
  expect(rejections(report).toSorted(([a], [b]) => a - b)).toEqual([
    [7, 'there is no post “a9”'],
    [8, 'value must be one of -1, 0, 1'],
  ]);
});

test('more votes than one batch holds', async () => {
  const many = Array.from({ length: 1300 }, (_, index) => vote(`v${index}`, index % 3 === 0 ? -1 : 1));
  const report = await instance.import([...thread, ...many]);
  expect(report.counts.vote.added).toBe(1300);
  expect(await tally()).toEqual({ up: 866, down: 434 });
});
