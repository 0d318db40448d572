import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { Keys } from '../../platform/keys.ts';
import { addComment } from '../comments/comments.ts';
import type { ApiForTests } from './api-for-tests.ts';
import { createApiForTests } from './api-for-tests.ts';
import { readCursor, writeCursor } from './pagination.ts';

const keys = new Keys(new Map([[1, randomBytes(32)]]));

describe('a cursor', () => {
  it('leads back to its place, whatever the place is', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
    const place = fc.record({ id: fc.string(), keys: fc.array(number, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.string(), place, (scope, there) => {
        expect(readCursor(keys, scope, writeCursor(keys, scope, there))).toEqual(there);
      }),
    );
  });

  it('that was changed, made up or made for another list is refused', () => {
    const cursor = writeCursor(keys, 'everything best', { id: 'abc123', keys: [1] });
    const forged = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.constantFrom(`${cursor}A`, `${cursor}=`, ` ${cursor}`),
    );
    fc.assert(
      fc.property(forged, (text) => {
        expect(() => readCursor(keys, 'everything best', text)).toThrow('belongs to no list');
      }),
    );
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(() => readCursor(keys, 'everything best', changed)).toThrow('belongs to no list');
    }
    expect(() => readCursor(keys, 'everything new', cursor)).toThrow('belongs to no list');
    expect(() => readCursor(new Keys(new Map([[1, randomBytes(32)]])), 'everything best', cursor)).toThrow(
      'belongs to no list',
    );
    expect(readCursor(keys, 'everything best', undefined)).toBeNull();
  });

  it('is still good after the key was changed for a newer one', () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const cursor = writeCursor(new Keys(new Map([[1, older]])), 'list', { id: 'abc123', keys: [] });
    const both = new Map([
      [1, older],
      [2, newer],
    ]);
    expect(readCursor(new Keys(both), 'list', cursor)).toEqual({ id: 'abc123', keys: [] });
  });
});

let api: ApiForTests;

beforeAll(async () => {
  api = await createApiForTests();
  await addTopic(api.community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await addTopic(api.community.platform, { slug: 'layoffs', name: 'Layoffs' });
});
afterAll(() => api.community.close());

async function askAt(minutes: number, title: string): Promise<string> {
  const { platform, clock, asker } = api.community;
  clock.pass(minutes);
  const { id } = await ask(platform, asker, { title, topics: minutes % 2 ? ['tech-lead'] : ['layoffs'] });
  return id;
}

async function follow(address: string, list: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | null = `GET ${address}`; next;) {
    const { json } = await api.call(null, next);
    ids.push(...json[list].map(({ id }: { id: string }) => id));
    next = json.next ? `GET ${json.next}` : null;
  }
  return ids;
}

describe('pages of a list', () => {
  it('hold every question once and in order, whatever their size', async () => {
    // Several within a quarter of an hour, so that ties are broken.
    for (let each = 0; each < 12; each += 1)
      await askAt(each % 3 === 0 ? 15 : 1, `Question number ${each} of a dozen`);
    // Imported questions carry times of any precision.
    await api.community.platform.db.pool.query(
      `update listings set at = at + interval '1 microsecond' * (random() * 1000000)::integer`,
    );
    for (const sort of ['best', 'new', 'unanswered']) {
      const whole = await follow(`/questions?sort=${sort}&limit=100`, 'questions');
      expect(whole).toHaveLength(12);
      expect(new Set(whole).size).toBe(12);
      for (const limit of [1, 5, 12]) {
        expect(await follow(`/questions?sort=${sort}&limit=${limit}`, 'questions')).toEqual(whole);
      }
    }
    const some = await follow('/topics/tech-lead/questions?limit=3', 'questions');
    const others = await follow('/topics/layoffs/questions?limit=3', 'questions');
    expect(some.length + others.length).toBe(12);
    expect(some.filter((id) => others.includes(id))).toEqual([]);
  });

  it('skip and double nothing when somebody asks in between', async () => {
    const before = await follow('/questions?sort=new&limit=100', 'questions');
    const first = await api.call(null, 'GET /questions?sort=new&limit=5');
    await askAt(20, 'A question that came in between');
    const rest = await follow(
      new URL(first.json.next).pathname.slice('/api/v1'.length) + new URL(first.json.next).search,
      'questions',
    );
    const read = [...first.json.questions.map(({ id }: { id: string }) => id), ...rest];
    expect(read).toEqual(before);
  });

  it('keep the parameters of the first', async () => {
    const { json } = await api.call('asker', 'GET /questions?limit=02&sort=new&own=1');
    const next = new URL(json.next);
    expect(next.pathname).toBe('/api/v1/questions');
    expect([
      next.searchParams.get('limit'),
      next.searchParams.get('sort'),
      next.searchParams.get('own'),
    ]).toEqual(['2', 'new', '1']);
    expect((await api.call('asker', `GET ${json.next}`)).json.questions).toHaveLength(2);
  });

  it('do not begin at a cursor of another list', async () => {
    const cursor = new URL((await api.call(null, 'GET /questions?limit=1')).json.next).searchParams.get(
      'cursor',
    );
    for (const address of [
      `/questions?sort=new&cursor=${cursor}`,
      `/topics/layoffs/questions?cursor=${cursor}`,
      '/questions?cursor=',
      '/questions?cursor=%00',
      `/questions?cursor=${'A'.repeat(300)}`,
    ]) {
      const refused = await api.call(null, `GET ${address}`);
      expect([address, refused.status, refused.json.type]).toEqual([
        address,
        400,
        'http://cairn.test/api#malformed',
      ]);
    }
  });

  it('hold 1 to 100', async () => {
    for (const limit of ['0', '101', '-1', '1.5', 'x', '', '1&limit=2', 'Infinity', 'NaN']) {
      const refused = await api.call(null, `GET /questions?limit=${limit}`);
      expect([limit, refused.status]).toEqual([limit, 422]);
      expect(refused.json.errors).toHaveProperty('limit');
    }
  });

  it('of answers and comments hold every one once, accepted answers first', async () => {
    const { platform, asker, answerer, colleague, outsider } = api.community;
    const { id: questionId } = await ask(platform, asker);
    const answers: string[] = [];
    for (const member of [answerer, colleague, outsider, asker, answerer]) {
      answers.push(await answer(platform, member, { questionId }));
    }
    await api.call('asker', `PUT /posts/${answers[2]}/vote`, { value: 1 });
    await api.call('asker', `PUT /answers/${answers[4]}/acceptance`);
    const whole = await follow(`/questions/${questionId}/answers?limit=100`, 'answers');
    expect(whole.slice(0, 2)).toEqual([answers[4], answers[2]]);
    expect(whole.toSorted()).toEqual(answers.toSorted());
    for (const limit of [1, 2, 3]) {
      expect(await follow(`/questions/${questionId}/answers?limit=${limit}`, 'answers')).toEqual(whole);
    }
    const comments: string[] = [];
    for (const onId of [questionId, questionId, '']) {
      const comment = { onId: onId || (comments[0] ?? ''), body: 'And then?', byline: 'role' as const };
      comments.push((await addComment(platform, answerer.account, comment)).id);
    }
    expect((await follow(`/questions/${questionId}/comments?limit=1`, 'comments')).toSorted()).toEqual(
      comments.toSorted(),
    );
  });
});
