import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { castVote } from '../votes/votes.ts';
import { lockThreadRow } from '../posts/publishing.ts';
import { announce, askBy } from './amas-for-tests.ts';
import { sweepTallies, tellTallies } from './tallies.ts';

let community: TestCommunity;
let amaId: string;
let questionId: string;

beforeEach(async () => {
  community = await createTestCommunity();
  const { id, path } = await announce(community);
  amaId = id;
  [questionId = ''] = await askBy(community, community.asker, { amaId });
  // So that it is kept.
  await community.newClient().page(path);
});
afterEach(async () => await community.close());

async function listTallies(): Promise<object[]> {
  const { rows } = await community.platform.db.pool.query<{ facts: object }>(
    "select facts from ama_events where kind = 'tallies' order by number",
  );
  return rows.map(({ facts }) => facts);
}

async function votesOf(id: string): Promise<unknown> {
  const { rows } = await community.platform.db.pool.query(
    'select posts.up, tally from posts join ama_questions on post_id = posts.id where post_id = $1',
    [id],
  );
  return rows[0];
}

test('500 votes that race count once each, and are told together', async () => {
  const { platform } = community;
  const voters = await Promise.all(
    Array.from({ length: 25 }, async (_, number) => (await addMember(platform, `voter-${number}`)).account),
  );
  const cast = Array.from({ length: 500 }, async (_, number) => {
    const voter = voters[number % 25];
    if (voter) await castVote(platform, voter, { postId: questionId, value: number % 50 < 25 ? 1 : -1 });
  });
  await Promise.all(cast);
  await Promise.all(
    voters.map(async (voter) => await castVote(platform, voter, { postId: questionId, value: 1 })),
  );
  await Promise.all([tellTallies(platform, amaId), tellTallies(platform, amaId)]);
  await tellTallies(platform, amaId);
  expect(await votesOf(questionId)).toEqual({ up: 25, tally: 25 });
  expect((await listTallies()).at(-1)).toEqual({ [questionId]: 25 });
  const told = await listTallies();
  await sweepTallies(platform);
  expect(await listTallies()).toEqual(told);
}, 30_000);

test('a vote on a question locks no thread: whoever writes there holds up nobody', async () => {
  const { platform, colleague } = community;
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, amaId);
    expect(await castVote(platform, colleague.account, { postId: questionId, value: 1 })).toMatchObject({
      up: 1,
      mine: 1,
    });
    // It is told when they are done.
    expect(await tellTallies(platform, amaId)).toBe(false);
  });
  expect(await tellTallies(platform, amaId)).toBe(true);
  expect(await listTallies()).toEqual([{ [questionId]: 1 }]);
});

test('the page that was kept is made anew when votes are told, and votes of what was merged count with it', async () => {
  const { platform, colleague, outsider, answerer } = community;
  const [other = ''] = await askBy(community, colleague, { amaId, body: 'How would one see it coming?' });
  await castVote(platform, colleague.account, { postId: questionId, value: 1 });
  await castVote(platform, outsider.account, { postId: other, value: 1 });
  await tellTallies(platform, amaId);
  const path = `/amas/${amaId}/queue/${other}`;
  expect((await answerer.client.post(path, { act: 'merge', into: questionId })).status).toBe(303);
  await tellTallies(platform, amaId);
  expect(await votesOf(questionId)).toEqual({ up: 1, tally: 2 });
  expect((await listTallies()).at(-1)).toEqual({ [questionId]: 2 });
  expect(
    await community.newClient().page(`/amas/${amaId}/i-led-three-reorgs-at-a-bank-ask-me-anything`),
  ).toContain('data-tally="2"');
});

test('votes on a question that was turned down are told to nobody', async () => {
  const { platform, colleague, answerer } = community;
  await castVote(platform, colleague.account, { postId: questionId, value: 1 });
  const path = `/amas/${amaId}/queue/${questionId}`;
  await answerer.client.post(path, { act: 'dismiss', reason: 'Another time.' });
  await tellTallies(platform, amaId);
  expect(await listTallies()).toEqual([]);
  await expect(castVote(platform, colleague.account, { postId: questionId, value: 0 })).rejects.toThrow(
    /no such post/,
  );
});
