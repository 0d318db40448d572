import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let id: string;

beforeAll(async () => {
  api = await createApiForTests();
  await addTopic(api.community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ({ id } = await ask(api.community.platform, api.community.asker));
});
afterAll(() => api.community.close());

describe('closing a question by the API', () => {
  it('is told to readers and stops answers, until it is opened again', async () => {
    expect(
      (await api.call('asker', `PUT /questions/${id}/closure`, { reason: 'I took the offer.' })).status,
    ).toBe(204);
    expect((await api.call(null, `GET /questions/${id}`)).json.closed).toEqual({
      reason: 'I took the offer.',
      by: 'asker',
    });
    const late = { body: 'Late.', byline: 'role' };
    expect((await api.call('answerer', `POST /questions/${id}/answers`, late)).status).toBe(403);
    expect((await api.call('asker', `DELETE /questions/${id}/closure`)).status).toBe(204);
    expect((await api.call('answerer', `POST /questions/${id}/answers`, late)).status).toBe(201);
  });

  it('is for its asker and for moderators, and gives a reason', async () => {
    expect((await api.call('colleague', `PUT /questions/${id}/closure`, { reason: 'Enough.' })).status).toBe(
      403,
    );
    expect((await api.call('colleague', `DELETE /questions/${id}/closure`)).status).toBe(403);
    expect((await api.call('asker', `PUT /questions/${id}/closure`, { reason: 'x' })).json.errors).toEqual({
      reason: 'The reason needs at least 3 characters.',
    });
    expect(
      (await api.call('moderator', `PUT /questions/${id}/closure`, { reason: 'Off topic.' })).status,
    ).toBe(204);
    expect((await api.call('asker', `DELETE /questions/${id}/closure`)).status).toBe(403);
    expect((await api.call('moderator', `DELETE /questions/${id}/closure`)).status).toBe(204);
    const answerId = await answer(api.community.platform, api.community.answerer, { questionId: id });
    expect(
      (await api.call('answerer', `PUT /questions/${answerId}/closure`, { reason: 'Enough.' })).status,
    ).toBe(404);
  });
});

describe('bringing back', () => {
  it('is for the author, and not for what a moderator has hidden', async () => {
    const answerId = await answer(api.community.platform, api.community.answerer, { questionId: id });
    await api.call('answerer', `DELETE /answers/${answerId}`);
    await api.community.platform.db.pool.query(
      `update removals set by = 'moderator', withdrawn = false where post_id = $1`,
      [answerId],
    );
    expect((await api.call('answerer', `DELETE /posts/${answerId}/removal`)).status).toBe(403);
    expect((await api.call('moderator', `DELETE /posts/${answerId}/removal`)).status).toBe(403);
    expect((await api.call('colleague', `DELETE /posts/${answerId}/removal`)).status).toBe(404);
  });

  it('of what is there changes nothing', async () => {
    expect((await api.call('asker', `DELETE /posts/${id}/removal`)).status).toBe(204);
    expect((await api.call(null, `GET /questions/${id}`)).status).toBe(200);
  });
});
