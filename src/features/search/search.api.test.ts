import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let ids: string[];

beforeAll(async () => {
  api = await createApiForTests();
  const { platform, asker, answerer } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ids = [];
  for (const place of ['first', 'second', 'third']) {
    const { id } = await ask(platform, asker, { title: `A promotion packet for the ${place} time` });
    ids.push(id);
  }
  await answer(platform, answerer, { questionId: ids[0] ?? '', body: 'Collect *zirconium* stories.' });
});
afterAll(() => api.community.close());

describe('searching by the API', () => {
  it('finds threads by what is said in them, page by page', async () => {
    const all = await api.call(null, 'GET /search?q=promotion%20packet');
    expect(all.json.found).toBe(3);
    expect(all.headers.get('cache-control')).toBe('no-store');
    const order = all.json.threads.map(({ id }: { id: string }) => id);
    expect(order.toSorted()).toEqual(ids.toSorted());
    const read: string[] = [];
    for (let next: string | null = 'http://cairn.test/api/v1/search?q=promotion%20packet&limit=1'; next;) {
      const { json } = await api.call(null, `GET ${next}`);
      read.push(...json.threads.map(({ id }: { id: string }) => id));
      next = json.next;
    }
    expect(read).toEqual(order);
  });

  it('points at the answer that fits, in plain text', async () => {
    const { json } = await api.call(null, 'GET /search?q=zirconium');
    expect(json.threads[0]).toMatchObject({ id: ids[0], kind: 'question', answerCount: 1 });
    expect(json.threads[0].post).toMatchObject({ kind: 'answer', excerpt: 'Collect zirconium stories.' });
    expect(json.threads[0].post.url).toContain(`#p-${json.threads[0].post.id}`);
  });

  it('takes any text, and refuses none and too much of it', async () => {
    for (const q of ["';--", '%25%27%22', '__proto__', '%F0%9F%98%80', '%00', '-', '"', 'a%20%26%20!b']) {
      expect([q, (await api.call(null, `GET /search?q=${q}`)).status]).toEqual([q, 200]);
    }
    expect((await api.call(null, 'GET /search')).json.errors).toEqual({ q: 'Say what to look for.' });
    expect((await api.call(null, 'GET /search?q=a&q=b')).status).toBe(422);
    expect((await api.call(null, `GET /search?q=${'a'.repeat(201)}`)).status).toBe(422);
    const other = new URL((await api.call(null, 'GET /search?q=promotion&limit=1')).json.next).searchParams;
    expect((await api.call(null, `GET /search?q=packet&cursor=${other.get('cursor')}`)).status).toBe(400);
  });

  it('is limited by where one searches from', async () => {
    const statuses = new Set<number>();
    for (let turn = 0; turn < 70; turn += 1) statuses.add((await api.call(null, 'GET /search?q=x')).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});
