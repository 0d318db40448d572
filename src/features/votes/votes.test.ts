import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import { Unavailable } from '../../errors.ts';
import type { VoteValue } from './votes.ts';
import { castVote } from './votes.ts';

let community: TestCommunity;
let id: string;
let path: string;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
beforeEach(async () => {
  ({ id, path } = await ask(community.platform, community.asker));
});
afterAll(() => community.close());

async function tally(): Promise<{ up: number; down: number; votes: number }> {
  const { rows } = await community.platform.db.pool.query(
    'select up, down, (select count(*) from votes where post_id = $1) as votes from posts where id = $1',
    [id],
  );
  return rows[0];
}

describe('voting', () => {
  it('sets, changes and withdraws', async () => {
    const vote = (value: string) => community.answerer.client.post(`/posts/${id}/vote`, { value });
    expect((await vote('1')).headers.get('location')).toBe(path);
    expect(await tally()).toEqual({ up: 1, down: 0, votes: 1 });
    await vote('1');
    expect(await tally()).toEqual({ up: 1, down: 0, votes: 1 });
    await vote('-1');
    expect(await tally()).toEqual({ up: 0, down: 1, votes: 1 });
    await vote('0');
    expect(await tally()).toEqual({ up: 0, down: 0, votes: 0 });
  });

  it('answers the script with the same box that the page shows', async () => {
    const answer = await community.answerer.client.post(
      `/posts/${id}/vote`,
      { value: '1' },
      { 'x-fragment': '1' },
    );
    const fragment = await answer.text();
    expect(answer.status).toBe(200);
    expect(await community.answerer.client.page(path)).toContain(fragment);
    expect(fragment).toContain('aria-pressed="true"');
  });

  it('counts one account once, however many requests race', async () => {
    const { platform, answerer, colleague } = community;
    const votes = Array.from<unknown, VoteValue>({ length: 250 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    const casts = await Promise.allSettled([
      ...votes.map((value) => castVote(platform, answerer.account, { postId: id, value })),
      ...votes.map(() => castVote(platform, colleague.account, { postId: id, value: 1 })),
    ]);
    // On a machine that is busy with something else, some may be told to come back later.
    const refusals = casts.flatMap((cast) => (cast.status === 'rejected' ? [cast.reason] : []));
    expect(refusals.filter((refusal) => !(refusal instanceof Unavailable))).toEqual([]);
    const { up, down, votes: rows } = await tally();
    expect(rows).toBe(2);
    expect(up + down).toBe(2);
  }, 30_000);

  it.each(['2', '', 'up', '1; drop table votes'])('refuses %j', async (value) => {
    expect((await community.answerer.client.post(`/posts/${id}/vote`, { value })).status).toBe(422);
    expect(await tally()).toEqual({ up: 0, down: 0, votes: 0 });
  });

  it('refuses one’s own post, strangers, and posts that are not there', async () => {
    expect((await community.asker.client.post(`/posts/${id}/vote`, { value: '1' })).status).toBe(403);
    expect((await community.newClient().post(`/posts/${id}/vote`, { value: '1' })).status).toBe(401);
    expect((await community.answerer.client.post('/posts/11111111111/vote', { value: '1' })).status).toBe(
      404,
    );
  });

  it('stores nothing that leads to the voter', async () => {
    await community.answerer.client.post(`/posts/${id}/vote`, { value: '1' });
    const { rows } = await community.platform.db.pool.query(
      'select votes::text as line from votes where post_id = $1',
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain(community.answerer.account.id);
  });
});
