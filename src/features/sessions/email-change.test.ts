import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeFresh } from '../../../test/fresh.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { linkIn, openMailbox } from '../../../test/mailbox.ts';
import { addAccount, findAccount, findAccountByEmail } from '../accounts/accounts.ts';
import { hashPassword } from '../accounts/passwords.ts';
import { sweepEmailChanges } from './email-change.ts';
import { beginSession } from './sessions.ts';

const password = 'correct horse battery';
const path = '/settings/account/email';

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

async function newMember(email: string | null, passwordHash: string | null = null) {
  const { platform } = community;
  const id = await addAccount(platform.db, { email, passwordHash });
  const client = community.newClient();
  client.cookies.set('session', (await beginSession(platform, id)).token);
  makeFresh(platform, client);
  return { id, client };
}

/** The path of the link that was last mailed there. */
function linkTo(address: string): string {
  const { pathname, origin } = linkIn(
    mailbox.delivered.findLast(({ to }) => to.includes(address))?.mail.text,
  );
  expect(origin).toBe('http://cairn.test');
  return pathname;
}

const emailOf = async (id: string) => (await findAccount(community.platform, id))?.email;

async function ask(client: TestClient, email: string): Promise<void> {
  expect((await client.post(path, { email })).status).toBe(200);
}

test.each([
  ['the new one first', (a: string, b: string) => [a, b]],
  ['the present one first', (a: string, b: string) => [b, a]],
])('an address changes when the links of both mailboxes were opened, %s', async (name, order) => {
  const [present, wanted] = [`old-${name.length}@cairn.test`, `new-${name.length}@cairn.test`];
  const { id, client } = await newMember(present);
  const sent = await client.post(path, { email: wanted.toUpperCase() });
  const page = await sent.text();
  for (const address of [present, wanted]) expect(page).toContain(address);
  const [first = '', second = ''] = order(linkTo(wanted), linkTo(present));

  expect((await community.newClient().get(first)).status).toBe(401);
  expect(await client.page(first)).toContain(wanted);
  expect(await client.page(first)).toContain('Use this address');
  const half = await client.post(first);
  expect(half.status).toBe(200);
  expect(await half.text()).toContain('That was one of two.');
  expect(await emailOf(id)).toBe(present);
  expect((await client.post(first)).status).toBe(410);
  expect(await emailOf(id)).toBe(present);

  expect(redirectOf(await client.post(second))).toBe('/settings/account?done=email');
  expect(await emailOf(id)).toBe(wanted);
  expect((await client.post(second)).status).toBe(410);
  expect(mailbox.delivered.at(-1)?.to).toEqual([present]);
  expect(mailbox.delivered.at(-1)?.mail.text).toContain('no longer signs in');
});

test('both links opened at once change it, once', async () => {
  const { id, client } = await newMember('at-once@cairn.test');
  await ask(client, 'at-once-new@cairn.test');
  const links = [linkTo('at-once@cairn.test'), linkTo('at-once-new@cairn.test')];
  const answers = await Promise.all([...links, ...links].map((link) => client.post(link)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 303, 410, 410]);
  expect(await emailOf(id)).toBe('at-once-new@cairn.test');
});

test('an account without an address gets one by the link of the new mailbox alone', async () => {
  const { id, client } = await newMember(null);
  await ask(client, 'first-ever@cairn.test');
  expect(redirectOf(await client.post(linkTo('first-ever@cairn.test')))).toContain('done=email');
  expect(await emailOf(id)).toBe('first-ever@cairn.test');
});

test('a link works in its own account only, for an hour, and only the newest', async () => {
  const { id, client } = await newMember('owner@cairn.test');
  await ask(client, 'owner2@cairn.test');
  const links = [linkTo('owner@cairn.test'), linkTo('owner2@cairn.test')];
  for (const link of links) {
    expect((await community.outsider.client.get(link)).status).toBe(410);
    expect((await community.outsider.client.post(link)).status).toBe(410);
  }
  await ask(client, 'owner3@cairn.test');
  for (const link of links) expect((await client.post(link)).status).toBe(410);
  const newest = [linkTo('owner@cairn.test'), linkTo('owner3@cairn.test')];
  community.clock.pass(59);
  expect((await client.post(newest[0] ?? '')).status).toBe(200);
  community.clock.pass(2);
  expect((await client.post(newest[1] ?? '')).status).toBe(410);
  expect(await emailOf(id)).toBe('owner@cairn.test');
  await sweepEmailChanges(community.platform);
  const { rows } = await community.platform.db.pool.query('select from email_changes');
  expect(rows).toEqual([]);
});

test('an address that somebody has is answered the same, and leaves no trace by which one could tell', async () => {
  const { id, client } = await newMember('curious@cairn.test');
  const rows = async () => {
    const found = await community.platform.db.pool.query<object>(
      `select account_id, length(new_hash) as new, length(present_hash) as present, expires_at from email_changes`,
    );
    return found.rows;
  };
  const look = async (email: string) => {
    const response = await client.post(path, { email });
    const html = (await response.text()).replaceAll(email, 'EMAIL');
    const present = mailbox.delivered.at(-1);
    const half = await client.post(linkTo('curious@cairn.test'));
    return {
      ...{ status: response.status, html, rows: await rows(), to: present?.to },
      half: (await half.text()).replaceAll(email, 'EMAIL'),
    };
  };
  const taken = await look('colleague@cairn.test');
  const told = mailbox.delivered.findLast(({ to }) => to.includes('colleague@cairn.test'));
  expect(told?.mail.text).toContain('has an account already');
  expect(told?.mail.text).not.toContain('http');
  expect(taken).toEqual(await look('free@cairn.test'));
  expect(await emailOf(id)).toBe('curious@cairn.test');
});

test('an address that was taken meanwhile stays with who has it', async () => {
  const { id, client } = await newMember('slow@cairn.test');
  await ask(client, 'contested@cairn.test');
  expect((await client.post(linkTo('slow@cairn.test'))).status).toBe(200);
  const other = await addAccount(community.platform.db, { email: 'contested@cairn.test' });
  expect((await client.post(linkTo('contested@cairn.test'))).status).toBe(410);
  expect(await emailOf(id)).toBe('slow@cairn.test');
  expect((await findAccountByEmail(community.platform, 'contested@cairn.test'))?.account.id).toBe(other);
});

test('with a password, a new address asks for it', async () => {
  const { client } = await newMember('guarded@cairn.test', await hashPassword(password));
  const before = mailbox.delivered.length;
  const tried = await client.post(path, { email: 'x@cairn.test', emailPassword: 'wrong one' });
  expect(tried.status).toBe(422);
  expect(await tried.text()).toContain('value="x@cairn.test"');
  expect(mailbox.delivered).toHaveLength(before);
  expect((await client.post(path, { email: 'x@cairn.test', emailPassword: password })).status).toBe(200);
});

test.each([null, 'passwordless@cairn.test'])(
  'without a password, who found a browser open gets no address into it: %s',
  async (email) => {
    const { client } = await newMember(email);
    client.cookies.delete('fresh');
    const before = mailbox.delivered.length;
    const tried = await client.post(path, { email: 'thief@evil.test' });
    expect(redirectOf(tried)).toBe('/sign-in?again=1&to=%2Fsettings%2Faccount');
    expect(mailbox.delivered).toHaveLength(before);
    const shown = await client.page('/settings/account');
    expect(shown).not.toContain(`action="${path}"`);
    makeFresh(community.platform, client);
    expect(await client.page('/settings/account')).toContain(`action="${path}"`);
  },
);

const several = ['x@cairn.test', 'y@evil.test'];

test.each([
  ['/sign-in/link', { email: several }],
  ['/sign-in/link', { 'email[]': several }],
  ['/sign-in/link', { 'email[0]': 'x@cairn.test' }],
  ['/sign-in/link', { 'email[address]': 'x@cairn.test' }],
  ['/sign-in/link', { email: 'x@cairn.test, y@evil.test' }],
  ['/sign-in/link', { email: 'x@cairn.test\ncc: y@evil.test' }],
  ['/sign-up', { email: several }],
  ['/sign-up', { 'email[]': several }],
  ['/sign-up', { email: '<x@cairn.test> y@evil.test' }],
  [path, { email: several }],
  [path, { 'email[]': several }],
])('%s sends no mail for %j', async (to, fields: Record<string, string | string[]>) => {
  const { client } = await newMember(null);
  const who = to === path ? client : community.newClient();
  const before = mailbox.delivered.length;
  expect((await who.post(to, fields)).status).toBe(422);
  expect(mailbox.delivered).toHaveLength(before);
});

test('an address in JSON is refused: there are forms only', async () => {
  const before = mailbox.delivered.length;
  const response = await community.app.request('http://cairn.test/sign-in/link', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://cairn.test' },
    body: JSON.stringify({ email: several }),
  });
  expect(response.status).toBe(400);
  expect(mailbox.delivered).toHaveLength(before);
});

test('links in mail lead to the configured origin, whatever the request says of its host', async () => {
  const { client } = await newMember('linked@cairn.test');
  const forged = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '8443',
    forwarded: 'host=evil.test;proto=https',
    'x-original-host': 'evil.test',
    origin: 'http://cairn.test',
  };
  const before = mailbox.delivered.length;
  await community.newClient().post('/sign-in/link', { email: 'linked@cairn.test' }, forged);
  await community.newClient().post('/sign-up', { email: 'unlinked@cairn.test' }, forged);
  await client.post(path, { email: 'relinked@cairn.test' }, forged);
  const mails = mailbox.delivered.slice(before);
  expect(mails).toHaveLength(4);
  for (const { mail } of mails) {
    expect(linkIn(mail.text).origin).toBe('http://cairn.test');
    expect(JSON.stringify(mail)).not.toContain('evil');
  }
});
