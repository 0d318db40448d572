import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addAccount, findAccountByEmail, setPassword } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { issueToken } from './tokens.ts';

const password = 'correct horse battery';

let mailbox: Mailbox;
let community: TestCommunity;

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  await setPassword(community.platform.db, community.asker.account.id, await hashPassword(password));
});

afterAll(async () => {
  await community.close();
  await mailbox.close();
});

const asker = { email: 'asker@cairn.test', password };

function lastPath(): string {
  const { pathname, search } = linkIn(mailbox.delivered.at(-1)?.mail.text);
  return pathname + search;
}

async function suspend(email: string): Promise<void> {
  const found = await findAccountByEmail(community.platform, email);
  await suspendAccount(community.platform, found?.account.id ?? '');
}

test('the right password signs in and leads back to where one was', async () => {
  const client = community.newClient();
  expect(await client.page('/sign-in?to=/drafts')).toContain('name="to" value="/drafts"');
  expect(redirectOf(await client.post('/sign-in', { ...asker, to: '/drafts' }))).toBe('/drafts');
  expect((await client.get('/settings')).status).toBe(200);
});

test('an address is read without regard to case and spaces', async () => {
  const client = community.newClient();
  expect(redirectOf(await client.post('/sign-in', { email: ' Asker@CAIRN.test ', password }))).toBe('/');
});

test('a wrong password, a known address without one and an unknown address are answered with the same bytes', async () => {
  const client = community.newClient();
  const wrong = { password: 'something else entirely' };
  const answers = await Promise.all(
    ['asker@cairn.test', 'outsider@cairn.test', 'nobody@cairn.test'].map(async (email) => {
      const response = await client.post('/sign-in', { email, ...wrong });
      return { status: response.status, html: (await response.text()).replaceAll(email, 'EMAIL') };
    }),
  );
  expect(answers[0]?.status).toBe(422);
  expect(answers[0]?.html).toContain('do not belong together');
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(client.cookies.has('session')).toBe(false);
});

test('an unknown address takes as long as a wrong password', async () => {
  const time = async (email: string) => {
    const begun = performance.now();
    await community.newClient().post('/sign-in', { email, password: 'something else entirely' });
    return performance.now() - begun;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    known.push(await time('asker@cairn.test'));
    unknown.push(await time(`nobody${round}@cairn.test`));
  }
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[4] ?? 0;
  const ratio = median(unknown) / median(known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('what was typed as password never comes back', async () => {
  const response = await community.newClient().post('/sign-in', { ...asker, password: 'tracer-7391' });
  expect(await response.text()).not.toContain('tracer-7391');
});

test('a link by mail signs in once, after the button', async () => {
  const client = community.newClient();
  const sent = await client.post('/sign-in/link', {
    email: 'outsider@cairn.test',
    password: '',
    to: '/drafts',
  });
  expect(sent.status).toBe(200);
  const path = lastPath();
  const opened = await client.get(path);
  expect(await opened.text()).toContain('outsider@cairn.test');
  expect(client.cookies.has('session')).toBe(false);
  expect(redirectOf(await client.post(path))).toBe('/drafts');
  expect((await client.get('/settings')).status).toBe(200);
  expect((await community.newClient().post(path)).status).toBe(410);
});

test('asking for a link tells nobody whether the address is known', async () => {
  const client = community.newClient();
  const ask = async (email: string) => {
    const response = await client.post('/sign-in/link', { email });
    return { status: response.status, html: (await response.text()).replaceAll(email, 'EMAIL') };
  };
  const known = await ask('colleague@cairn.test');
  expect(linkIn(mailbox.delivered.at(-1)?.mail.text).pathname).toMatch(/^\/sign-in\//);
  const unknown = await ask('stranger@cairn.test');
  expect(unknown).toEqual(known);
  expect(mailbox.delivered.at(-1)?.to).toEqual(['stranger@cairn.test']);
  expect(linkIn(mailbox.delivered.at(-1)?.mail.text).pathname).toMatch(/^\/sign-up\//);
});

test('two addresses in one field get no mail', async () => {
  const before = mailbox.delivered.length;
  const client = community.newClient();
  const twice = { email: ['asker@cairn.test', 'evil@example.com'] };
  expect((await client.post('/sign-in/link', twice)).status).toBe(422);
  expect((await client.post('/sign-in', { ...twice, password })).status).toBe(422);
  const headers = { 'content-type': 'application/json' };
  expect((await client.post('/sign-in/link', { email: 'asker@cairn.test' }, headers)).status).toBe(400);
  expect(mailbox.delivered).toHaveLength(before);
});

test('links lead to the configured address, whatever host was asked', async () => {
  await community.newClient().post('/sign-in/link', { email: 'moderator@cairn.test' }, { host: 'evil.test' });
  expect(linkIn(mailbox.delivered.at(-1)?.mail.text).origin).toBe('http://cairn.test');
});

test('signing in always begins a new session, and ends the one before', async () => {
  const client = community.newClient();
  client.cookies.set('session', 'a-session-somebody-planted');
  await client.post('/sign-in', asker);
  const first = client.cookies.get('session');
  expect(first).not.toBe('a-session-somebody-planted');
  await client.post('/sign-in', asker);
  expect(client.cookies.get('session')).not.toBe(first);
  const old = community.newClient();
  old.cookies.set('session', first ?? '');
  expect((await old.get('/settings')).status).toBe(401);
});

test('signing out ends the session, not only the cookie', async () => {
  const client = community.newClient();
  await client.post('/sign-in', asker);
  const kept = client.cookies.get('session') ?? '';
  expect(redirectOf(await client.post('/sign-out'))).toBe('/');
  expect(client.cookies.has('session')).toBe(false);
  client.cookies.set('session', kept);
  expect((await client.get('/settings')).status).toBe(401);
});

test('a form of another site neither signs in nor out', async () => {
  const headers = { origin: 'https://evil.test' };
  const client = community.newClient();
  expect((await client.post('/sign-in', asker, headers)).status).toBe(403);
  await client.post('/sign-in', asker);
  expect((await client.post('/sign-out', {}, headers)).status).toBe(403);
  expect((await client.get('/settings')).status).toBe(200);
});

test('a suspended account is told so with its password and its link, and gets no session', async () => {
  const email = 'suspended@cairn.test';
  const { db } = community.platform;
  const accountId = await addAccount(db, { email, passwordHash: await hashPassword(password) });
  const token = await issueToken(community.platform, db, 'sign-in', { accountId });
  await suspend(email);
  const client = community.newClient();
  const tried = await client.post('/sign-in', { email, password });
  expect(tried.status).toBe(403);
  expect(await tried.text()).toContain('suspended');
  expect((await client.post(`/sign-in/${token}`)).status).toBe(403);
  expect(client.cookies.has('session')).toBe(false);
  expect((await client.post('/sign-in', { email, password: 'something else entirely' })).status).toBe(422);
});

test('a session ends with its time, and with the suspension of its account', async () => {
  const accountId = await addAccount(community.platform.db, { email: 'ends@cairn.test' });
  const token = await issueToken(community.platform, community.platform.db, 'sign-in', { accountId });
  const client = community.newClient();
  await client.post(`/sign-in/${token}`);
  expect((await client.get('/settings')).status).toBe(200);
  await suspend('ends@cairn.test');
  expect((await client.get('/settings')).status).toBe(401);
});

test('cookies are bound to this site, out of reach of scripts, and Secure where TLS is', async () => {
  const response = await community.newClient().post('/sign-in', asker);
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^session=/);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  const secure = await createTestCommunity({ environment: { BASE_URL: 'https://cairn.test' } });
  const token = await issueToken(secure.platform, secure.platform.db, 'sign-in', {
    accountId: secure.asker.account.id,
  });
  const [prefixed = ''] = (await secure.newClient().post(`/sign-in/${token}`)).headers.getSetCookie();
  expect(prefixed).toMatch(/^__Host-session=/);
  expect(prefixed).toMatch(/Secure/);
  expect(prefixed).toMatch(/Path=\//);
  await secure.close();
});

test('after twenty tries at one address even the right password has to wait', async () => {
  const email = 'tried@cairn.test';
  await addAccount(community.platform.db, { email, passwordHash: await hashPassword(password) });
  const tries = Array.from({ length: 20 }, () =>
    community.newClient().post('/sign-in', { email, password: 'something else entirely' }),
  );
  expect((await Promise.all(tries)).every(({ status }) => status === 422)).toBe(true);
  const refused = await community.newClient().post('/sign-in', { email, password });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a mail server that takes nothing is told plainly, and the form stays filled', async () => {
  mailbox.refuse();
  const response = await community.newClient().post('/sign-in/link', { email: 'answerer@cairn.test' });
  expect(response.status).toBe(503);
  const html = await response.text();
  expect(html).toContain('could not send the mail');
  expect(html).toContain('value="answerer@cairn.test"');
});

test('without a mail server the mail is kept, and the page says where', async () => {
  const plain = await createTestCommunity();
  const response = await plain.newClient().post('/sign-in/link', { email: 'asker@cairn.test' });
  expect(await response.text()).toContain('/admin/mail');
  const path = linkIn(
    (await plain.admin.client.page('/admin/mail')).match(/http[^"<\s]*sign-in[^"<\s]*/)?.[0],
  );
  expect(redirectOf(await plain.newClient().post(path.pathname))).toBe('/');
  await plain.close();
});
