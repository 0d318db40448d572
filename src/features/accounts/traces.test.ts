import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { Keys } from '../../platform/keys.ts';
import { sweepKeptMails } from '../admin/kept-mails.ts';
import { saveCareer } from '../careers/careers.ts';
import { tellOfLink } from '../identities/arriving.ts';
import { issueEmailLinks, useEmailLink } from '../sessions/email-change.ts';
import { findAccount } from './accounts.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
});
afterAll(() => community.close());

async function rowsOf(table: string): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ row: string }>(
    `select t::text as row from ${table} as t`,
  );
  return rows.map(({ row }) => row);
}

test('the database does not say what an account states of its job, not even by the size of it', async () => {
  const { platform } = community;
  const stated = {
    level: 'Principal',
    role: 'Falconry Engineer',
    company: 'Tailspin',
    nativeLevel: 'Falconer 4',
  };
  const { account } = await addMember(platform, 'falconer', { career: stated });
  const [rows, slots] = [await rowsOf('careers'), await rowsOf('private_slots')];
  for (const word of Object.values(stated)) {
    const spellings = [word, Buffer.from(word).toString('hex')];
    for (const row of [...rows, ...slots]) for (const text of spellings) expect(row).not.toContain(text);
  }
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect((await findAccount(platform, account.id))?.career).toMatchObject(stated);
});

test('with another key an account has stated nothing, and can do so again', async () => {
  const { platform, asker } = community;
  const { id } = asker.account;
  const elsewhere = { ...platform, keys: new Keys(new Map([[1, Buffer.alloc(32, 7)]])) };
  expect((await findAccount(platform, id))?.career).toMatchObject({ level: 'Senior' });
  expect((await findAccount(elsewhere, id))?.career).toBeNull();
  const mine = { level: 'Staff', role: null, company: null, nativeLevel: null };
  await saveCareer(elsewhere, id, mine);
  expect((await findAccount(elsewhere, id))?.career).toMatchObject(mine);
});

test('a session’s row is the same whenever in its week one signed in', async () => {
  const { platform, clock } = community;
  const ends = async () => {
    const { rows } = await platform.db.pool.query<{ ends: Date }>(
      'select distinct expires_at as ends from sessions',
    );
    return rows.map((row) => row.ends.toISOString());
  };
  await addMember(platform, 'early');
  const before = await ends();
  clock.pass(2 * 24 * 60 + 7);
  const { sessionToken } = await addMember(platform, 'late');
  expect(before).toHaveLength(1);
  expect(await ends()).toEqual(before);
  const client = community.newClient();
  client.cookies.set('session', sessionToken);
  clock.pass(60 * 24 * 60 - 1);
  expect((await client.get('/drafts')).status).toBe(200);
  clock.pass(7 * 24 * 60 + 1);
  expect((await client.get('/drafts')).status).toBe(401);
});

test('a kept mail with a link goes when the link has ended, from the page at once; others stay', async () => {
  const { platform, clock } = community;
  const { sessionToken } = await addMember(platform, 'reader-of-mail', { role: 'admin' });
  const admin = community.newClient();
  admin.cookies.set('session', sessionToken);
  await platform.mail.send({ to: 'somebody@example.com', subject: 'A word that stays', text: 'Hello.' });
  await community.newClient().post('/sign-in/link', { email: 'reader@example.com' });
  expect(await admin.page('/admin/mail')).toContain('reader@example.com');
  clock.pass(11);
  const page = await admin.page('/admin/mail');
  expect(page).toContain('A word that stays');
  expect(page).not.toContain('reader@example.com');
  await sweepKeptMails(platform);
  expect((await rowsOf('kept_mails')).join('\n')).not.toContain('reader@example.com');
  expect((await rowsOf('kept_mails')).join('\n')).toContain('somebody@example.com');
});

test('what only tells an owner of a change is not kept for an admin to read', async () => {
  const { platform } = community;
  const { account } = await addMember(platform, 'changer');
  await tellOfLink(platform, { name: 'North' }, account.email);
  const links = await issueEmailLinks(platform, account, 'changed@example.com');
  await useEmailLink(platform, account, links.new);
  await useEmailLink(platform, account, links.present);
  expect((await findAccount(platform, account.id))?.email).toBe('changed@example.com');
  expect((await rowsOf('kept_mails')).join('\n')).not.toContain('changer@cairn.test');
});
