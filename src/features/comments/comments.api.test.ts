import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addVideo } from '../../../test/videos.ts';
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

const said = { body: 'Did they say why?', byline: 'role' };

describe('commenting by the API', () => {
  it('goes on a question, an answer and a comment; comments nest once', async () => {
    const onQuestion = await api.call('answerer', `POST /questions/${questionId}/comments`, said);
    const onAnswer = await api.call('asker', `POST /answers/${answerId}/comments`, said);
    const { id } = onAnswer.json;
    const reply = await api.call('answerer', `POST /comments/${id}/comments`, said);
    const replyToReply = await api.call('asker', `POST /comments/${reply.json.id}/comments`, said);
    const answers = [onQuestion, onAnswer, reply, replyToReply];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(answers.map(({ json }) => json.on)).toEqual([questionId, answerId, id, id]);
    expect(answers.map(({ json }) => json.asker)).toEqual([false, true, false, true]);
    expect(onAnswer.headers.get('location')).toBe(`http://cairn.test/api/v1/comments/${id}`);
    expect((await api.call(null, `GET /comments/${id}`)).json).toEqual(onAnswer.json);
    const listed = async (address: string) =>
      (await api.call(null, `GET ${address}/comments`)).json.comments
        .map((each: { id: string }) => each.id)
        .toSorted();
    expect(await listed(`/questions/${questionId}`)).toEqual([onQuestion.json.id]);
    expect(await listed(`/answers/${answerId}`)).toEqual(
      [id, reply.json.id, replyToReply.json.id].map(String).toSorted(),
    );
    expect((await api.call(null, `GET /questions/${questionId}`)).json.commentCount).toBe(4);
  });

  it('goes on a video, which is named in place of a question', async () => {
    const { platform, answerer } = api.community;
    const { id: videoId, path } = await addVideo(platform, answerer, { audience: 'members' });
    const given = await api.call('asker', `POST /videos/${videoId}/comments`, said);
    expect([given.status, given.json]).toEqual([
      201,
      expect.objectContaining({ question: null, video: videoId, on: videoId, asker: false }),
    ]);
    const { id, url } = given.json;
    expect(url).toBe(`http://cairn.test${path}#p-${id}`);
    const reply = await api.call('answerer', `POST /comments/${id}/comments`, { ...said, byline: 'named' });
    expect(reply.json).toMatchObject({ video: videoId, on: id, asker: true });
    const { json } = await api.call(null, `GET /videos/${videoId}/comments`);
    expect(json.comments.map((each: { id: string }) => each.id).toSorted()).toEqual(
      [id, reply.json.id].map(String).toSorted(),
    );
    const change = { revision: 1, body: 'Why so?' };
    expect((await api.call('answerer', `PATCH /comments/${id}`, change)).status).toBe(403);
    expect((await api.call('asker', `PATCH /comments/${id}`, change)).json.body).toBe('Why so?');
    expect((await api.call('answerer', `DELETE /comments/${id}`)).status).toBe(403);
    expect((await api.call('asker', `DELETE /comments/${id}`)).status).toBe(204);
    expect((await api.call(null, `GET /comments/${id}`)).status).toBe(404);
    expect((await api.call('asker', `POST /videos/${questionId}/comments`, said)).status).toBe(404);
    expect((await api.call(null, `POST /videos/${videoId}/comments`, said)).status).toBe(401);
    await api.call('answerer', `DELETE /videos/${videoId}`);
    expect((await api.call('asker', `POST /videos/${videoId}/comments`, said)).status).toBe(404);
    expect((await api.call(null, `GET /videos/${videoId}/comments`)).status).toBe(404);
  });

  it('is refused below what is not there or is something else', async () => {
    for (const address of [
      '/questions/11111111111',
      `/questions/${answerId}`,
      `/answers/${questionId}`,
      `/comments/${answerId}`,
    ]) {
      expect([address, (await api.call('asker', `POST ${address}/comments`, said)).status]).toEqual([
        address,
        404,
      ]);
    }
    expect((await api.call(null, `GET /answers/${questionId}/comments`)).status).toBe(404);
    const long = await api.call('asker', `POST /questions/${questionId}/comments`, {
      ...said,
      body: 'x'.repeat(5001),
    });
    expect(long.json.errors).toEqual({ body: 'The comment can have up to 5,000 characters, and has 5,001.' });
    await api.community.platform.db.pool.query(
      `insert into locks (thread_id, reason, at) values ($1, 'Too heated.', 'epoch')`,
      [questionId],
    );
    expect((await api.call('asker', `POST /questions/${questionId}/comments`, said)).status).toBe(403);
    await api.community.platform.db.pool.query('delete from locks where thread_id = $1', [questionId]);
  });
});

describe('changing a comment by the API', () => {
  it('is for its author, on the present revision', async () => {
    const { json } = await api.call('answerer', `POST /questions/${questionId}/comments`, said);
    const change = { revision: 1, body: 'Did they say?' };
    expect((await api.call('asker', `PATCH /comments/${json.id}`, change)).status).toBe(403);
    const edited = await api.call('answerer', `PATCH /comments/${json.id}`, change);
    expect([edited.status, edited.json.body, edited.json.revision]).toEqual([200, 'Did they say?', 2]);
    expect((await api.call('answerer', `PATCH /comments/${json.id}`, change)).status).toBe(409);
    expect((await api.call('answerer', `PATCH /comments/${answerId}`, change)).status).toBe(404);
  });

  it('deletes it for all others, and brings it back', async () => {
    const { json } = await api.call('answerer', `POST /questions/${questionId}/comments`, said);
    expect((await api.call('asker', `DELETE /comments/${json.id}`)).status).toBe(403);
    expect((await api.call('answerer', `DELETE /comments/${json.id}`)).status).toBe(204);
    expect((await api.call(null, `GET /comments/${json.id}`)).status).toBe(404);
    expect((await api.call('asker', `POST /comments/${json.id}/comments`, said)).status).toBe(404);
    expect((await api.call('answerer', `DELETE /posts/${json.id}/removal`)).status).toBe(204);
    expect((await api.call(null, `GET /comments/${json.id}`)).status).toBe(200);
  });
});
