import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let questionId: string;

beforeAll(async () => {
  api = await createApiForTests();
  await addTopic(api.community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ({ id: questionId } = await ask(api.community.platform, api.community.asker));
});
afterAll(() => api.community.close());

describe('answering by the API', () => {
  it('answers with the answer, which is in the list and on the page', async () => {
    const created = await api.call('answerer', `POST /questions/${questionId}/answers`, {
      body: 'Ask *him*.',
      byline: 'role',
    });
    expect(created.status).toBe(201);
    const { id } = created.json;
    expect(created.headers.get('location')).toBe(`http://cairn.test/api/v1/answers/${id}`);
    expect(created.json).toMatchObject({
      question: questionId,
      asker: false,
      accepted: false,
      body: 'Ask *him*.',
    });
    expect(created.json.url).toMatch(new RegExp(`/questions/${questionId}/[^#]+#p-${id}$`));
    expect((await api.call(null, `GET /answers/${id}`)).json).toEqual(created.json);
    expect((await api.call(null, `GET /questions/${questionId}/answers`)).json.answers).toEqual([
      created.json,
    ]);
    expect((await api.call(null, `GET /questions/${questionId}`)).json.answerCount).toBe(1);
  });

  it('marks the asker, under the byline that they have in the thread', async () => {
    const own = await api.call('asker', `POST /questions/${questionId}/answers`, {
      body: 'It went well.',
      byline: 'member',
    });
    const question = await api.call(null, `GET /questions/${questionId}`);
    expect(own.json.asker).toBe(true);
    expect(own.json.byline).toEqual(question.json.byline);
  });

  it('takes no text in another voice than the one that the thread has heard', async () => {
    const { platform, answerer, asker } = api.community;
    for (const [first, then] of [
      ['named', 'role'],
      ['role', 'named'],
    ] as const) {
      const { id } = await ask(platform, asker);
      await answer(platform, answerer, { questionId: id, byline: first });
      const said = { body: 'In the other voice.', byline: then };
      const refused = await api.call('answerer', `POST /questions/${id}/answers`, said);
      expect(refused.status).toBe(422);
      expect(refused.json.errors).toEqual({ byline: expect.stringContaining('in this thread') });
      const again = await api.call('answerer', `POST /questions/${id}/answers`, { ...said, byline: first });
      expect(again.status).toBe(201);
    }
  });

  it('is refused where there is no such question, or nothing to say', async () => {
    const said = { body: 'Hello.', byline: 'role' };
    expect((await api.call('answerer', 'POST /questions/11111111111/answers', said)).status).toBe(404);
    const id = await answer(api.community.platform, api.community.answerer, { questionId });
    expect((await api.call('answerer', `POST /questions/${id}/answers`, said)).status).toBe(404);
    const refused = await api.call('answerer', `POST /questions/${questionId}/answers`, { body: '' });
    expect(refused.json.errors).toEqual({ body: 'The text is empty.', byline: 'Choose how to sign this.' });
  });
});

describe('changing an answer by the API', () => {
  it('is for its author, on the present revision', async () => {
    const id = await answer(api.community.platform, api.community.answerer, { questionId });
    const change = { revision: 1, body: 'Ask her.' };
    expect((await api.call('colleague', `PATCH /answers/${id}`, change)).status).toBe(403);
    expect((await api.call('asker', `PATCH /answers/${id}`, change)).status).toBe(403);
    const edited = await api.call('answerer', `PATCH /answers/${id}`, change);
    expect([edited.status, edited.json.body, edited.json.revision]).toEqual([200, 'Ask her.', 2]);
    expect((await api.call('answerer', `PATCH /answers/${id}`, change)).status).toBe(409);
    expect((await api.call('asker', `PATCH /answers/${questionId}`, change)).status).toBe(404);
    expect((await api.call('answerer', `PATCH /answers/${id}`, { ...change, title: 'No' })).status).toBe(422);
  });

  it('deletes it for all others, and brings it back', async () => {
    const id = await answer(api.community.platform, api.community.answerer, { questionId });
    expect((await api.call('colleague', `DELETE /answers/${id}`)).status).toBe(403);
    expect((await api.call('answerer', `DELETE /answers/${id}`)).status).toBe(204);
    expect((await api.call(null, `GET /answers/${id}`)).status).toBe(404);
    expect((await api.call('colleague', `DELETE /answers/${id}`)).status).toBe(404);
    expect((await api.call('answerer', `DELETE /posts/${id}/removal`)).status).toBe(204);
    expect((await api.call(null, `GET /answers/${id}`)).status).toBe(200);
  });
});

describe('accepting by the API', () => {
  it('is the asker’s, for several answers, and can be taken back', async () => {
    const { platform, asker, answerer, colleague } = api.community;
    const { id } = await ask(platform, asker);
    const first = await answer(platform, answerer, { questionId: id });
    const second = await answer(platform, colleague, { questionId: id });
    for (const each of [first, second, second]) {
      expect((await api.call('asker', `PUT /answers/${each}/acceptance`)).status).toBe(204);
    }
    const accepted = async () => (await api.call(null, `GET /questions/${id}`)).json.accepted.toSorted();
    expect(await accepted()).toEqual([first, second].toSorted());
    expect((await api.call(null, `GET /answers/${first}`)).json.accepted).toBe(true);
    expect((await api.call('asker', `DELETE /answers/${first}/acceptance`)).status).toBe(204);
    expect(await accepted()).toEqual([second]);
  });

  it('is refused to all others, and of what is no answer', async () => {
    const id = await answer(api.community.platform, api.community.answerer, { questionId });
    for (const who of ['answerer', 'colleague', 'moderator'] as const) {
      expect((await api.call(who, `PUT /answers/${id}/acceptance`)).status).toBe(403);
      expect((await api.call(who, `DELETE /answers/${id}/acceptance`)).status).toBe(403);
    }
    expect((await api.call('asker', `PUT /answers/${questionId}/acceptance`)).status).toBe(404);
  });
});
