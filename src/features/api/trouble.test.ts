import { createRoute } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { addTopic, ask } from '../../../test/threads.ts';
import { createApi } from './api.ts';
import { createApiForTests } from './api-for-tests.ts';
import type { ApiEnv } from './env.ts';
import { done, newApi } from './operations.ts';

it('an unexpected error is told by its id alone', async () => {
  const { community } = await createApiForTests();
  try {
    const noun = newApi();
    noun.openapi(createRoute({ method: 'get', path: '/boom', responses: done('Never.') }), () => {
      throw new Error('password=hunter2 at /srv/secret.ts');
    });
    const app = new Hono<ApiEnv>();
    app.use(async (c, next) => {
      c.set('requestId', 'abc');
      await next();
    });
    app.route('/api/v1', createApi(community.platform, [noun]));
    const response = await app.request('http://cairn.test/api/v1/boom');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      type: 'http://cairn.test/api#failed',
      title: 'Something went wrong here',
      status: 500,
      requestId: 'abc',
    });
  } finally {
    await community.close();
  }
});

it('a database that is away is 503 with Retry-After; what is kept is still read', async () => {
  const api = await createApiForTests();
  const { platform, asker } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const { id } = await ask(platform, asker);
  const kept = await api.call(null, `GET /questions/${id}`);
  await platform.db.close();
  expect((await api.call(null, `GET /questions/${id}`)).text).toBe(kept.text);
  for (const request of ['GET /questions', 'GET /topics', 'GET /search?q=x']) {
    const refused = await api.call(null, request);
    expect([request, refused.status, refused.headers.get('retry-after')]).toEqual([request, 503, '5']);
  }
  expect((await api.call('asker', 'POST /questions', {})).status).toBe(503);
  await api.community.close().catch(() => undefined);
});

it('too much writing is 429 with Retry-After; moderators and admins are not counted', async () => {
  const api = await createApiForTests();
  try {
    const statuses: number[] = [];
    for (let turn = 0; turn < 31; turn += 1) {
      const { status } = await api.call('asker', 'POST /questions', {
        title: 'My tech lead left and I own payments now',
        body: 'He knew every customer.',
        topics: ['no-such-topic'],
        byline: 'role',
      });
      statuses.push(status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 422));
    const refused = await api.call('asker', 'POST /questions', {
      title: 'My tech lead left and I own payments now',
      body: 'x',
      topics: ['no-such-topic'],
      byline: 'role',
    });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    for (let turn = 0; turn < 31; turn += 1) {
      const { status } = await api.call('moderator', 'POST /questions', {
        title: 'My tech lead left and I own payments now',
        body: 'x',
        topics: ['no-such-topic'],
        byline: 'member',
      });
      expect(status).toBe(422);
    }
  } finally {
    await api.community.close();
  }
});
