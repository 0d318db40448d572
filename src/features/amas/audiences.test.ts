import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { announce } from './amas-for-tests.ts';
import { eventsTag } from './amas.ts';
import { Audiences, nextStep, stepOf, sweepAudiences } from './audiences.ts';

let community: TestCommunity;
let amaId: string;

beforeEach(async () => {
  community = await createTestCommunity();
  ({ id: amaId } = await announce(community));
});
afterEach(async () => await community.close());

/** A process that so many read through. */
function processWith(readers: { now: number }): Audiences {
  const count = () => new Map(readers.now > 0 ? [[eventsTag(amaId), readers.now]] : []);
  return new Audiences(community.platform, count);
}

async function told(): Promise<number[]> {
  const { rows } = await community.platform.db.pool.query<{ readers: number }>(
    "select (facts ->> 'readers')::integer as readers from ama_events where kind = 'audience' order by number",
  );
  return rows.map(({ readers }) => readers);
}

test('readers are counted in steps, so that nobody is seen to come or go', () => {
  expect([0, 9, 10, 24, 25, 99, 100, 9999, 10_000, 50_000].map(stepOf)).toEqual([
    ...[0, 0, 10, 10, 25, 50, 100, 5000, 10_000, 10_000],
  ]);
  expect(nextStep(25, 24)).toBe(25);
  expect(nextStep(25, 22)).toBe(10);
  expect(nextStep(10, 25)).toBe(25);
});

test('what all processes count is added up, and told only where it is another step', async () => {
  const [here, there] = [{ now: 7 }, { now: 6 }];
  const processes = [processWith(here), processWith(there)];
  const countAll = async () => {
    for (const each of processes) await each.count();
  };
  await countAll();
  expect(await told()).toEqual([10]);
  Object.assign(here, { now: 12 });
  await countAll();
  expect(await told()).toEqual([10]);
  Object.assign(here, { now: 300 });
  await countAll();
  expect(await told()).toEqual([10, 250]);
  Object.assign(here, { now: 0 });
  await countAll();
  expect(await told()).toEqual([10, 250, 0]);
});

test('a process that says nothing any more is not counted, and its rows are swept', async () => {
  const { platform, clock } = community;
  await processWith({ now: 40 }).count();
  expect(await told()).toEqual([25]);
  clock.pass(1);
  await sweepAudiences(platform);
  expect(await told()).toEqual([25, 0]);
  const { rows } = await platform.db.pool.query('select from ama_audiences');
  expect(rows).toHaveLength(0);
});
