import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fields } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Delivered, Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import { findAccountByEmail } from '../accounts/accounts.ts';

let mailbox: Mailbox;
let community: TestCommunity;

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
});

afterAll(async () => {
  await community.close();
  await mailbox.close();
});

function lastMail(): Delivered {
  const last = mailbox.delivered.at(-1);
  if (!last) throw new Error('no mail was delivered');
  return last;
}

function lastPath(): string {
  const { pathname, search } = linkIn(lastMail().mail.text);
  return pathname + search;
}

async function findEmail(email: string) {
  return await findAccountByEmail(community.platform, email);
}

test('a newcomer signs up by mail, and is signed in by the button, not by opening the link', async () => {
  const client = community.newClient();
  const sent = await client.post('/sign-up', { email: ' New@Example.com ', password: 'a long enough one' });
  expect(sent.status).toBe(200);
  expect(await sent.text()).toContain('new@example.com');
  expect(lastMail().to).toEqual(['new@example.com']);
  expect(lastMail().mail.to?.map(({ address }) => address)).toEqual(['new@example.com']);

  const opened = await client.get(lastPath());
  expect(opened.headers.get('cache-control')).toContain('no-store');
  expect(await opened.text()).toContain('new@example.com');
  expect(client.cookies.has('session')).toBe(false);
  expect(await findEmail('new@example.com')).toBeNull();

  expect(redirectOf(await client.post(lastPath()))).toBe('/welcome');
  expect(client.cookies.has('session')).toBe(true);
  expect(await client.page('/welcome')).toContain('/settings/career');
  const again = community.newClient();
  const signedIn = await again.post('/sign-in', { email: 'new@example.com', password: 'a long enough one' });
  expect(redirectOf(signedIn)).toBe('/');
});

test('a link works once', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'once@example.com' });
  const path = lastPath();
  expect(redirectOf(await client.post(path))).toBe('/welcome');
  const other = community.newClient();
  expect((await other.post(path)).status).toBe(410);
  expect((await other.get(path)).status).toBe(410);
  expect(other.cookies.has('session')).toBe(false);
});

test('a link ends after ten minutes', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'late@example.com' });
  community.clock.pass(9);
  expect((await client.get(lastPath())).status).toBe(200);
  community.clock.pass(2);
  expect((await client.get(lastPath())).status).toBe(410);
  expect((await client.post(lastPath())).status).toBe(410);
  expect(await findEmail('late@example.com')).toBeNull();
});

test('the newest link is the only one', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'twice@example.com' });
  const first = lastPath();
  await client.post('/sign-up', { email: 'twice@example.com' });
  expect((await client.post(first)).status).toBe(410);
  expect(redirectOf(await client.post(lastPath()))).toBe('/welcome');
});

test('a link to sign up does not sign in, and the other way round', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'purpose@example.com' });
  const signUp = lastPath();
  expect((await client.post(signUp.replace('/sign-up/', '/sign-in/'))).status).toBe(410);
  await client.post('/sign-in/link', { email: 'asker@cairn.test' });
  const signIn = lastPath();
  expect((await client.post(signIn.replace('/sign-in/', '/sign-up/'))).status).toBe(410);
  expect(client.cookies.has('session')).toBe(false);
  expect((await client.post(signUp)).status).toBe(303);
});

test('a known address is answered like an unknown one, byte for byte, and gets a sign-in link', async () => {
  const client = community.newClient();
  const known = await client.post('/sign-up', { email: 'asker@cairn.test', password: 'a long enough one' });
  const toKnown = lastMail().mail.text;
  const unknown = await client.post('/sign-up', { email: 'other@cairn.test', password: 'a long enough one' });
  expect(known.status).toBe(unknown.status);
  const shape = (response: Response) => [...response.headers.keys()].toSorted();
  expect(shape(known)).toEqual(shape(unknown));
  expect(await known.text()).toBe((await unknown.text()).replaceAll('other@', 'asker@'));
  expect(toKnown).toContain('have an account');
  expect(linkIn(toKnown).pathname).toMatch(/^\/sign-in\//);
});

test('a password that somebody else chose for an address is not taken', async () => {
  const stranger = community.newClient();
  await stranger.post('/sign-up', { email: 'victim@example.com', password: 'known to a stranger' });
  const owner = community.newClient();
  expect(redirectOf(await owner.post(lastPath()))).toBe('/welcome?password=dropped');
  expect(await owner.page('/welcome?password=dropped')).toContain('chosen in another browser');
  const tried = await stranger.post('/sign-in', {
    email: 'victim@example.com',
    password: 'known to a stranger',
  });
  expect(tried.status).toBe(422);
});

test('links lead to the configured address, whatever host was asked', async () => {
  const client = community.newClient();
  const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' };
  await client.post('/sign-up', { email: 'host@example.com' }, headers);
  expect(linkIn(lastMail().mail.text).origin).toBe('http://cairn.test');
  expect(JSON.stringify(lastMail().mail)).not.toContain('evil');
});

test('where one wanted to go is kept through the mail', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'to@example.com', to: '/questions/new' });
  expect(redirectOf(await client.post(lastPath()))).toBe('/questions/new');
});

test.each(['//evil.test', 'https://evil.test', '/\\evil.test', '/\t/evil.test'])(
  'nobody is sent to another site by %j',
  async (to) => {
    const client = community.newClient();
    await client.post('/sign-up', { email: 'open@example.com', to });
    expect(lastPath()).not.toContain('evil');
    const path = `${lastPath()}?to=${encodeURIComponent(to)}`;
    expect(redirectOf(await client.post(path))).not.toContain('evil');
  },
);

test.each([
  ['an address twice', { email: ['a@example.com', 'b@example.com'] }, 'email', 'value="a@example.com"'],
  ['no address', {}, 'email', 'name="email"'],
  [
    'a list of addresses',
    { email: 'a@example.com,b@example.com' },
    'email',
    'value="a@example.com,b@example.com"',
  ],
  ['a header in the address', { email: 'a@example.com\r\nBcc: b@example.com' }, 'email', 'name="email"'],
  ['a short password', { email: 'a@example.com', password: 'short' }, 'password', 'value="a@example.com"'],
  [
    'a long password',
    { email: 'a@example.com', password: 'x'.repeat(201) },
    'password',
    'value="a@example.com"',
  ],
  [
    'a password twice',
    { email: 'a@example.com', password: ['0123456789', '9876543210'] },
    'password',
    'value="a@example.com"',
  ],
])('%s comes back with the form filled, and no mail goes out', async (_, fields, wrong, kept) => {
  const before = mailbox.delivered.length;
  const response = await community.newClient().post('/sign-up', fields);
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain(`id="field-${wrong}-error"`);
  expect(html).toContain(kept);
  expect(html).not.toContain('0123456789');
  expect(mailbox.delivered).toHaveLength(before);
});

test.each([
  ['an operator', { 'email[$ne]': 'x' }],
  ['a prototype', { ['__proto__']: 'x', email: 'a@example.com' }],
  ['a constructor', { constructor: 'x', email: 'a@example.com' }],
  ['a role', { role: 'admin', email: 'a@example.com' }],
])('%s is no field of ours', async (_, fields: Fields) => {
  expect((await community.newClient().post('/sign-up', fields)).status).toBe(422);
});

test('a form of another site is refused', async () => {
  const before = mailbox.delivered.length;
  const client = community.newClient();
  const fields = { email: 'csrf@example.com' };
  expect((await client.post('/sign-up', fields, { origin: 'https://evil.test' })).status).toBe(403);
  expect((await client.post('/sign-up', fields, { origin: 'null' })).status).toBe(403);
  expect(mailbox.delivered).toHaveLength(before);
});

test('two browsers that press the same button make one account and one session', async () => {
  const client = community.newClient();
  await client.post('/sign-up', { email: 'race@example.com' });
  const path = lastPath();
  const presses = await Promise.all(Array.from({ length: 10 }, () => community.newClient().post(path)));
  expect(presses.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(presses.filter(({ status }) => status === 410)).toHaveLength(9);
});

test('who asks for many mails to one address has to wait', async () => {
  const client = community.newClient();
  const answers: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    answers.push((await client.post('/sign-up', { email: 'flood@example.com' })).status);
  }
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await client.post('/sign-in/link', { email: 'FLOOD@example.com' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
