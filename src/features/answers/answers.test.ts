import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ jobs: 'running' });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

const words = (html: string) =>
  html
    .replaceAll(/<svg.*?<\/svg>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('answering', () => {
  it('leads to the answer on the page', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    const answered = await community.answerer.client.post(`/questions/${id}/answers`, {
      body: 'Ask *him*.',
      byline: 'named',
      underMyName: '1',
    });
    expect(redirectOf(answered)).toMatch(new RegExp(`^${path}#p-[1-9A-Za-z]{11}$`));
    const page = await community.newClient().page(path);
    expect(page).toContain('<em>him</em>');
    expect(words(page)).toContain('Ada Example (Staff Engineer at Fabrikam)');
  });

  it('comes back filled when something is wrong with it', async () => {
    const { id } = await ask(community.platform, community.asker);
    const refused = await community.answerer.client.post(`/questions/${id}/answers`, {
      body: 'Mine.',
      byline: 'x',
    });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Choose how to sign this.');
    expect(page).toContain('Mine.</textarea>');
  });

  it('is refused where the question is closed, and open again after', async () => {
    const { id } = await ask(community.platform, community.asker);
    await community.asker.client.post(`/posts/${id}/closure`, { closed: '1', reason: 'I took the offer.' });
    const late = await community.answerer.client.post(`/questions/${id}/answers`, {
      body: 'Late.',
      byline: 'role',
    });
    expect(late.status).toBe(403);
    await community.asker.client.post(`/posts/${id}/closure`, { closed: '0' });
    const again = await community.answerer.client.post(`/questions/${id}/answers`, {
      body: 'Now.',
      byline: 'role',
    });
    expect(again.status).toBe(303);
  });

  it('is for members, on questions that are there', async () => {
    const { id } = await ask(community.platform, community.asker);
    const form = { body: 'Hello.', byline: 'role' };
    expect((await community.newClient().post(`/questions/${id}/answers`, form)).status).toBe(401);
    expect((await community.answerer.client.post('/questions/11111111111/answers', form)).status).toBe(404);
  });
});

describe('one voice in a thread', () => {
  it('keeps the handle and the byline of the first post, whatever is chosen later', async () => {
    const { id, path } = await ask(community.platform, community.asker, { byline: 'role' });
    await community.asker.client.post(`/questions/${id}/answers`, {
      body: 'It went well.',
      byline: 'level-role',
    });
    const { rows } = await community.platform.db.pool.query(
      'select level, role from authors where thread_id = $1',
      [id],
    );
    expect(rows).toEqual([{ level: null, role: 'Software Engineer' }]);
    expect(words(await community.newClient().page(path)).match(/asker/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('carries nothing over to the next thread', async () => {
    const first = await ask(community.platform, community.asker);
    const second = await ask(community.platform, community.asker);
    const { rows } = await community.platform.db.pool.query<{ id: Buffer; sealed: Buffer }>(
      'select id, sealed from authors where thread_id = any ($1)',
      [[first.id, second.id]],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]?.id.equals(rows[1]?.id ?? Buffer.alloc(0))).toBe(false);
    expect(rows[0]?.sealed.equals(rows[1]?.sealed ?? Buffer.alloc(0))).toBe(false);
  });

  it('gives two people with the same byline different handles', async () => {
    const { id } = await ask(community.platform, community.asker);
    await answer(community.platform, community.colleague, { questionId: id, byline: 'level-role' });
    const { rows } = await community.platform.db.pool.query<{ handle: string }>(
      'select handle from authors where thread_id = $1',
      [id],
    );
    expect(new Set(rows.map(({ handle }) => handle)).size).toBe(2);
  });
});

describe('accepting', () => {
  it('marks several answers, and takes a mark back', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    const first = await answer(community.platform, community.answerer, { questionId: id });
    const second = await answer(community.platform, community.colleague, {
      questionId: id,
      byline: 'member',
    });
    for (const answerId of [first, second]) {
      expect(
        (await community.asker.client.post(`/posts/${answerId}/acceptance`, { accepted: '1' })).status,
      ).toBe(303);
    }
    const marks = (page: string) => page.match(/tag-done">accepted/g)?.length ?? 0;
    // Each stands beside its answer and in the list of who has answered.
    expect(marks(await community.newClient().page(path))).toBe(4);
    await community.asker.client.post(`/posts/${first}/acceptance`, { accepted: '0' });
    expect(marks(await community.newClient().page(path))).toBe(2);
  });

  it('is the asker’s alone', async () => {
    const { id } = await ask(community.platform, community.asker);
    const answerId = await answer(community.platform, community.answerer, { questionId: id });
    for (const other of [community.answerer, community.colleague, community.moderator]) {
      expect((await other.client.post(`/posts/${answerId}/acceptance`, { accepted: '1' })).status).toBe(403);
    }
    expect((await community.asker.client.post(`/posts/${id}/acceptance`, { accepted: '1' })).status).toBe(
      404,
    );
    expect(
      (await community.asker.client.post(`/posts/${answerId}/acceptance`, { accepted: 'yes' })).status,
    ).toBe(422);
  });
});

describe('the order of answers', () => {
  it('puts accepted ones first, then those whose votes say most, and is unmoved by a single vote against many', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    const bodies = ['one of one', 'ninety of hundred', 'none yet', 'voted down', 'accepted'];
    const ids = new Map<string, string>();
    for (const body of bodies) {
      ids.set(body, await answer(community.platform, community.answerer, { questionId: id, body }));
    }
    const { pool } = community.platform.db;
    const tally = (body: string, up: number, down: number) =>
      pool.query('update posts set up = $2, down = $3 where id = $1', [ids.get(body), up, down]);
    await tally('one of one', 1, 0);
    await tally('ninety of hundred', 90, 10);
    await tally('voted down', 0, 3);
    await community.asker.client.post(`/posts/${ids.get('accepted')}/acceptance`, { accepted: '1' });
    const page = await community.newClient().page(path);
    const order = bodies.toSorted((a, b) => page.indexOf(`>${a}</p>`) - page.indexOf(`>${b}</p>`));
    expect(order).toEqual(['accepted', 'ninety of hundred', 'one of one', 'none yet', 'voted down']);
  });
});
