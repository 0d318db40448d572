import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suspendAccount } from '../../../test/suspend.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { revokeApiToken, listApiTokens } from '../accounts/api-tokens.ts';
import { addComment } from '../comments/comments.ts';
import { announce } from '../amas/ahead-for-tests.ts';
import { askInAma } from '../amas/asking.ts';
import type { ApiForTests } from './api-for-tests.ts';
import { createApiForTests } from './api-for-tests.ts';

let api: ApiForTests;
let question: { id: string };
/** `hasBody`: of JSON. */
let writes: { request: string; hasBody: boolean }[];

beforeAll(async () => {
  api = await createApiForTests();
  const { platform, asker, answerer } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  question = await ask(platform, asker);
  const answerId = await answer(platform, answerer, { questionId: question.id });
  const onAnswer = { onId: answerId, body: 'Why?', byline: 'role' as const };
  const { id: commentId } = await addComment(platform, asker.account, onAnswer);
  const startsAt = new Date(api.community.clock.now().getTime() + 24 * 60 * 60 * 1000);
  const { id: amaId } = await announce(platform, api.community.answerer, { startsAt });
  const inAma = await askInAma(platform, asker.account, {
    amaId,
    body: 'What would you do?',
    byline: 'role',
  });
  const { id: videoId } = await addVideo(platform, answerer, { captions: { en: talk } });
  const ids: Record<string, string> = {
    questions: question.id,
    answers: answerId,
    comments: commentId,
    posts: question.id,
    amas: amaId,
    videos: videoId,
    'own-videos': videoId,
    suggestions: 'suggestion1',
  };
  writes = Object.entries(api.document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { requestBody?: { content: object } }>)
      .filter(([method]) => method !== 'get')
      .map(([method, operation]) => ({
        request: `${method.toUpperCase()} ${path
          .replace('{id}', ids[path.split('/')[1] ?? ''] ?? '')
          .replace('{question}', inAma)
          .replace('{lang}', 'en')
          .replace('{slug}', 'a-series')}`,
        hasBody: 'application/json' in (operation.requestBody?.content ?? {}),
      })),
  );
});
afterAll(() => api.community.close());

const asked = {
  title: 'My tech lead left and I own payments now',
  body: 'He *knew* every customer.',
  topics: ['tech-lead'],
  byline: 'role',
};

describe('a token', () => {
  it('is what every write needs; a cookie is none', async () => {
    const cookie = [...api.community.asker.client.cookies].map((pair) => pair.join('=')).join('; ');
    for (const { request } of writes) {
      const bare = await api.call(null, request, { value: 1 });
      expect([request, bare.status, bare.headers.get('www-authenticate')]).toEqual([
        request,
        401,
        'Bearer realm="Cairn"',
      ]);
      const headers = { cookie, 'content-type': 'application/json', origin: 'http://cairn.test' };
      expect((await api.send(request, { headers, body: '{}' })).status).toBe(401);
    }
  });

  it('that is not one is refused, for reading too', async () => {
    for (const authorization of [
      'Bearer cairn_nothing',
      'Bearer',
      'Basic YTpi',
      'Bearer x y',
      'cairn_x',
      '',
    ]) {
      const refused = await api.send('GET /questions', { headers: { authorization } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="Cairn", error="invalid_token"');
    }
  });

  it('opens nothing from the moment it is revoked', async () => {
    const { platform, outsider } = api.community;
    expect((await api.call('outsider', 'POST /questions', asked)).status).toBe(201);
    const [token] = await listApiTokens(platform.db, outsider.account.id);
    await revokeApiToken(platform.db, { id: token?.id ?? '', accountId: outsider.account.id });
    expect((await api.call('outsider', 'POST /questions', asked)).status).toBe(401);
  });

  it('of an account that is suspended opens nothing', async () => {
    const { platform, colleague } = api.community;
    const lift = await suspendAccount(platform, colleague.account.id);
    expect((await api.call('colleague', 'POST /questions', asked)).status).toBe(401);
    await lift();
    expect((await api.call('colleague', 'POST /questions', asked)).status).toBe(201);
  });
});

describe('a body', () => {
  it('that is no JSON is 400, of another type 415, too large 413', async () => {
    const token = `Bearer ${api.tokens.get('asker')}`;
    const json = { authorization: token, 'content-type': 'application/json' };
    const huge = JSON.stringify({ ...asked, body: 'x'.repeat(600_000) });
    for (const { request, hasBody } of writes) {
      if (!hasBody) continue;
      const statuses = [
        await api.send(request, { headers: json, body: '{"body":' }),
        await api.send(request, { headers: json, body: '' }),
        await api.send(request, { headers: { ...json, 'content-type': 'text/plain' }, body: '{}' }),
        await api.send(request, { headers: { authorization: token }, body: 'body=x' }),
        await api.send(request, {
          headers: { ...json, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'body=x',
        }),
        await api.send(request, { headers: { ...json, 'content-length': String(huge.length) }, body: huge }),
      ].map(({ status }) => status);
      expect([request, ...statuses]).toEqual([request, 400, 400, 415, 415, 415, 413]);
    }
  });

  it('of other shapes is refused by field, and never breaks anything', async () => {
    const shapes = [
      '{"__proto__":{"admin":true},"body":"x"}',
      '{"constructor":{"prototype":{}},"toString":1}',
      '{"body":["a","b"],"title":["t"],"topics":"tech-lead","byline":["named"],"reason":["r"],"value":[1]}',
      '{"body":{"a":1},"title":{},"topics":{"0":"x"},"byline":null,"reason":{},"value":{},"revision":{}}',
      '{"body":1,"title":true,"topics":[[["x"]]],"byline":1,"reason":1,"value":"1","revision":"1"}',
      '{"body":null,"revision":1e999}',
      '[]',
      '[{"body":"x"}]',
      '"text"',
      'null',
      '12',
      'true',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
    ];
    for (const { request, hasBody } of writes) {
      if (!hasBody) continue;
      for (const body of shapes) {
        const headers = {
          authorization: `Bearer ${api.tokens.get('asker')}`,
          'content-type': 'application/json',
        };
        const refused = await api.send(request, { headers, body });
        expect([request, body.slice(0, 30), refused.status]).toEqual([request, body.slice(0, 30), 422]);
        expect(Object.keys(refused.json.errors).length).toBeGreaterThan(0);
      }
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('with a field that is not there is told so', async () => {
    const refused = await api.call('asker', 'POST /questions', { ...asked, author: 'me', __proto__x: 1 });
    expect(refused.json).toMatchObject({
      type: 'http://cairn.test/api#invalid',
      status: 422,
      errors: { author: 'There is no such field.', __proto__x: 'There is no such field.' },
    });
    const proto = `{"title":"${asked.title}","body":"x","topics":["tech-lead"],"byline":"role","__proto__":{}}`;
    const headers = {
      authorization: `Bearer ${api.tokens.get('asker')}`,
      'content-type': 'application/json',
    };
    expect((await api.send('POST /questions', { headers, body: proto })).status).toBe(422);
  });
});

describe('addresses', () => {
  it('that are not there are problems too, also below a token', async () => {
    for (const address of [
      '/nothing',
      '/questions/',
      '/questions/1/2/3',
      '/questions/%00%00%00%00%00%00',
      '/',
    ]) {
      const missing = await api.call('asker', `GET ${address}`);
      expect([address, missing.status]).toEqual([address, 404]);
      expect(missing.headers.get('content-type')).toBe('application/problem+json');
      expect(missing.json).toMatchObject({ type: 'http://cairn.test/api#not-found', status: 404 });
      expect(missing.json.requestId).toBe(missing.headers.get('x-request-id'));
    }
    expect((await api.send('GET http://cairn.test/api/v1')).status).toBe(404);
    expect((await api.send('GET http://cairn.test/api/v1x')).headers.get('content-type')).toContain('html');
  });

  it('of no id that could be are 404, whatever is asked of them', async () => {
    for (const id of ['x', '..%2f..', '11111111111', "'--", 'a'.repeat(33), '%E0%A4%A']) {
      expect([id, (await api.call('asker', `GET /questions/${id}`)).status]).toEqual([id, 404]);
      expect((await api.call('asker', `DELETE /answers/${id}`)).status).toBe(404);
      expect((await api.call('asker', `PUT /posts/${id}/vote`, { value: 1 })).status).toBe(404);
    }
  });

  it('say which methods they know', async () => {
    const allowed = async (request: string) => {
      const refused = await api.call('asker', request);
      return [refused.status, refused.headers.get('allow')];
    };
    expect(await allowed('DELETE /questions')).toEqual([405, 'GET, HEAD, POST']);
    expect(await allowed(`POST /questions/${question.id}`)).toEqual([405, 'GET, HEAD, PATCH, DELETE']);
    expect(await allowed(`GET /posts/${question.id}/vote`)).toEqual([405, 'PUT, DELETE']);
    expect(await allowed('PUT /openapi.json')).toEqual([405, 'GET, HEAD']);
  });
});

describe('other sites', () => {
  it('may read, and ask whether they may write', async () => {
    const origin = 'https://elsewhere.example';
    const read = await api.send('GET /questions', { headers: { origin } });
    expect(read.headers.get('access-control-allow-origin')).toBe('*');
    expect(read.headers.get('access-control-allow-credentials')).toBeNull();
    expect(read.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const preflight = await api.send('OPTIONS /questions', {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    const refused = await api.send('POST /questions', { headers: { origin } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });

  it('may not read pages, which still say so', async () => {
    const page = await api.community.newClient().get('/');
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('asking again', () => {
  it('is answered with 304 until something has changed', async () => {
    const first = await api.call(null, `GET /questions/${question.id}`);
    const etag = first.headers.get('etag') ?? '';
    const again = () => api.send(`GET /questions/${question.id}`, { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    await api.call('answerer', `PUT /posts/${question.id}/vote`, { value: 1 });
    const changed = await again();
    expect([changed.status, changed.json.votes]).toEqual([200, { up: 1, down: 0 }]);
  });

  it('gives the author, a stranger and a visitor with a cookie the same bytes', async () => {
    const cookie = [...api.community.asker.client.cookies].map((pair) => pair.join('=')).join('; ');
    const request = `GET /questions/${question.id}`;
    const [stranger, author, visitor] = [
      await api.call(null, request),
      await api.call('asker', request),
      await api.send(request, { headers: { cookie } }),
    ];
    expect(author.text).toBe(stranger.text);
    expect(visitor.text).toBe(stranger.text);
    expect(author.headers.get('etag')).toBe(stranger.headers.get('etag'));
    expect(visitor.headers.getSetCookie()).toEqual([]);
  });

  it('with own=1 says what is theirs, and is kept by nobody', async () => {
    const request = `GET /questions/${question.id}?own=1`;
    const mine = await api.call('asker', request);
    expect(mine.json.own).toEqual({ mine: true, vote: 0 });
    expect(mine.headers.get('cache-control')).toBe('private, no-store');
    expect((await api.call('answerer', request)).json.own).toEqual({ mine: false, vote: 1 });
    expect((await api.call(null, request)).status).toBe(401);
    expect((await api.call('asker', 'GET /questions?own=2')).status).toBe(422);
  });

  it('by HEAD gives the headers alone', async () => {
    const head = await api.send(`HEAD /questions/${question.id}`);
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('etag')).not.toBeNull();
  });
});
