import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import type { TestCommunity } from '../../test/community.ts';
import { createTestCommunity } from '../../test/community.ts';
import { addTopic, ask } from '../../test/threads.ts';

let community: TestCommunity;
const lines: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'info', base: null }, { write: (line: string) => lines.push(line) });
  community = await createTestCommunity({ injected: { log } });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

describe('the line that a request leaves in the log', () => {
  it('has the route’s template, the status and the request’s id, and nothing that tells posts or people', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    lines.length = 0;
    const response = await community.asker.client.get(`${path}?private=words`);
    expect(last()).toMatchObject({ method: 'GET', route: '/questions/:id/:slug', status: 200 });
    expect(last()['request']).toBe(response.headers.get('x-request-id'));
    await community.asker.client.post(`/posts/${id}/edit`, { body: 'canary' });
    await community.asker.client.get('/sign-in/a-token-that-is-secret');
    await community.newClient().post('/sign-in', { email: 'asker@cairn.test', password: 'not the password' });
    const all = lines.join('');
    for (const secret of [
      id,
      'private=words',
      'canary',
      'a-token-that-is-secret',
      'asker@cairn.test',
      community.asker.account.id,
    ]) {
      expect(all, secret).not.toContain(secret);
    }
  });

  it('names the page that was asked for, not one that would have matched as well', async () => {
    await community.asker.client.get('/questions/new');
    expect(last()).toMatchObject({ route: '/questions/new' });
  });
});

describe('every answer', () => {
  it('carries the security headers, errors too', async () => {
    for (const path of ['/', '/nowhere', '/healthz']) {
      const { headers } = await community.newClient().get(path);
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
  });

  it('is kept by no cache where it is an error or a member’s', async () => {
    expect((await community.newClient().get('/nowhere')).headers.get('cache-control')).toBe('no-store');
    expect((await community.asker.client.get('/')).headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('a redirect', () => {
  it('is kept by no cache, for it may name what only its reader may see', async () => {
    const { id, path } = await ask(community.platform, community.asker, { title: 'Words of mine alone' });
    await community.asker.client.post(`/posts/${id}/removal`, { removed: '1' });
    for (const address of [`/questions/${id}/another-slug`, `/posts/${id}`]) {
      const { headers } = await community.asker.client.get(address);
      expect([headers.get('location'), headers.get('cache-control')], address).toEqual([path, 'no-store']);
      expect((await community.newClient().get(address)).status, address).toBe(404);
    }
  });
});

describe('what another site has its visitor’s browser ask for', () => {
  it.each([
    ['cross-site', 'no-cors', 'image'],
    ['same-site', 'no-cors', 'empty'],
    ['same-site', 'navigate', 'iframe'],
    ['cross-site', 'cors', 'empty'],
  ])('is answered as to a stranger: %s, %s, %s', async (site, mode, dest) => {
    const { id } = await ask(community.platform, community.asker);
    const sent = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
    const { client } = community.asker;
    for (const path of [`/posts/${id}/edit`, '/notifications', `/posts/${id}/revisions`, '/']) {
      const [theirs, nobodys] = [await client.get(path, sent), await community.newClient().get(path, sent)];
      expect(theirs.status, path).toBe(nobodys.status);
      expect(await theirs.text(), path).toBe(await nobodys.text());
    }
    expect((await client.get('/notifications')).status).toBe(200);
  });

  it('is a page of the member’s own where they come by a link, or by hand', async () => {
    const coming = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    for (const site of ['cross-site', 'same-site', 'same-origin', 'none']) {
      const { status } = await community.asker.client.get('/drafts', { 'sec-fetch-site': site, ...coming });
      expect(status, site).toBe(200);
    }
  });
});

describe('an address with U+0000', () => {
  it.each(['/topics/a%00b', '/topics/suggest?q=%00', '/posts/%00/revisions'])(
    'is nowhere: %s',
    async (path) => {
      expect((await community.newClient().get(path)).status).toBe(404);
    },
  );
});

describe('/metrics', () => {
  it('counts by route template, for who has the token', async () => {
    const open = await createTestCommunity({ environment: { METRICS_TOKEN: 'a-token-of-enough-length' } });
    await open.newClient().get('/topics');
    const text = await (
      await open.newClient().get('/metrics', { authorization: 'Bearer a-token-of-enough-length' })
    ).text();
    expect(text).toMatch(/cairn_http_request_seconds_count\{method="GET",route="\/topics",status="200"\} 1/);
    const wrong = await open
      .newClient()
      .get('/metrics', { authorization: 'Bearer another', 'x-forwarded-for': '9.9.9.9' });
    expect(wrong.status).toBe(404);
    await open.close();
  });
});
