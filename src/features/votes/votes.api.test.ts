import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let questionId: string;
let answerId: string;

beforeAll(async () => {
  api = await createApiForTests();
  const { platform, asker, answerer } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ({ id: questionId } = await ask(platform, asker));
  answerId = await answer(platform, answerer, { questionId });
});
afterAll(() => api.community.close());

describe('voting by the API', () => {
  it('counts once however often it is said, turns and is withdrawn', async () => {
    const vote = async (value: number) =>
      (await api.call('asker', `PUT /posts/${answerId}/vote`, { value })).json;
    const twenty = await Promise.all(Array.from({ length: 20 }, () => vote(1)));
    expect(twenty.at(-1)).toEqual({ up: 1, down: 0 });
    expect(await vote(-1)).toEqual({ up: 0, down: 1 });
    expect((await api.call('asker', `GET /answers/${answerId}?own=1`)).json.own).toEqual({
      mine: false,
      vote: -1,
    });
    for (const turn of [1, 2]) {
      expect([turn, (await api.call('asker', `DELETE /posts/${answerId}/vote`)).status]).toEqual([turn, 204]);
    }
    expect((await api.call(null, `GET /answers/${answerId}`)).json.votes).toEqual({ up: 0, down: 0 });
  });

  it('is refused on one’s own post, on none, and with another value', async () => {
    expect((await api.call('answerer', `PUT /posts/${answerId}/vote`, { value: 1 })).status).toBe(403);
    expect((await api.call('asker', `DELETE /posts/${questionId}/vote`)).status).toBe(403);
    expect((await api.call('asker', 'PUT /posts/11111111111/vote', { value: 1 })).status).toBe(404);
    for (const value of [0, 2, 1.5, '1', true, null, [1]]) {
      const refused = await api.call('asker', `PUT /posts/${answerId}/vote`, { value });
      expect([value, refused.status, refused.json.errors]).toEqual([
        value,
        422,
        { value: 'A vote is 1 or -1.' },
      ]);
    }
  });

  it('names nobody who voted', async () => {
    await api.call('colleague', `PUT /posts/${answerId}/vote`, { value: 1 });
    const read = await api.call('answerer', `GET /answers/${answerId}?own=1`);
    expect(Object.keys(read.json.votes)).toEqual(['up', 'down']);
  });
});
