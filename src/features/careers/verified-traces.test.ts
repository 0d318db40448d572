import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { firstAdmin } from '../admin/admins.ts';
import { runAdmin } from '../admin/admin.cli.ts';
import { findAccount } from '../accounts/accounts.ts';
import { describeError } from '../../platform/logger.ts';
import { Keys } from '../../platform/keys.ts';
import { openCareer, saveCareer, sealCareer } from './careers.ts';
import { addCompany } from './company-for-tests.ts';
import { verifyByAddress } from './verification.ts';
import type { VerifiedCareer } from './verified-careers.ts';
import { listVerifiedCareers, rewriteCareers } from './verified-careers.ts';

let mailbox: Mailbox;
let community: TestCommunity;

const page = '/settings/career/verification';
const address = 'perpetua.quillfeather@tailspin.example';

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  await addCompany(community.platform, { name: 'Tailspin', domains: ['tailspin.example'] });
});
afterAll(async () => {
  await community.close();
  await mailbox.close();
});

/** Every row of every table, as text; bytes are hexadecimal in it. */
async function dump(): Promise<{ table: string; row: string; xmin: string }[]> {
  const { pool } = community.platform.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
  );
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const found = await pool.query<{ row: string; xmin: string }>(
        `select t::text as row, t.xmin::text as xmin from ${name} as t`,
      );
      return found.rows.map((row) => ({ table: name, ...row }));
    }),
  );
  return rows.flat();
}

function spellingsOf(secret: string): string[] {
  const forms = [secret, secret.toUpperCase(), secret.replaceAll('.', ''), encodeURIComponent(secret)];
  const bytes = forms.map((form) => Buffer.from(form));
  const hashes = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) =>
    bytes.map((form) => createHash(name).update(form).digest()),
  );
  return [...bytes, ...hashes].flatMap((form, place) => {
    const text = place < forms.length ? [form.toString()] : [];
    const base64 = form.toString('base64').replace(/=+$/, '').slice(0, -1);
    return [...text, form.toString('hex'), base64, form.toString('base64url').slice(0, -1)];
  });
}

async function expectNoTrace(secrets: readonly string[]): Promise<void> {
  const everything = (await dump()).map(({ table, row }) => `${table} ${row}`).join('\n');
  const found = secrets.flatMap(spellingsOf).filter((form) => everything.includes(form));
  expect(found).toEqual([]);
}

test('a work address and its code are nowhere in the database, neither while the code waits nor afterwards', async () => {
  const { account, sessionToken } = await addMember(community.platform, 'perpetua');
  const client = community.newClient();
  client.cookies.set('session', sessionToken);
  await client.post(page, { workAddress: address });
  const { mail } = await vi.waitUntil(() => mailbox.delivered[0], { interval: 5 });
  const code = /\d{4} \d{4}/.exec(mail.text ?? '')?.[0] ?? '';
  const secrets = [address, 'perpetua.quillfeather', code, code.replace(' ', '')];
  await expectNoTrace(secrets);
  expect((await client.post(`${page}/code`, { code })).status).toBe(303);
  await expectNoTrace(secrets);
  const named = (await dump()).filter(({ row }) => row.includes(account.id));
  expect(named.filter(({ row }) => /tailspin/i.test(row))).toEqual([]);
});

test('this search finds an address where one is', async () => {
  const { pool } = community.platform.db;
  await pool.query(`insert into kept_mails (id, subject, text, at) values ('leak11', 'x', $1, now())`, [
    Buffer.from(address).toString('base64'),
  ]);
  await expect(expectNoTrace([address])).rejects.toThrow('to deeply equal []');
  await pool.query(`delete from kept_mails where id = 'leak11'`);
});

test('a work mailbox’s row holds sixteen bytes and leads to no account and no company', async () => {
  const { rows } = await community.platform.db.pool.query('select * from work_mailboxes');
  expect(rows).toEqual([{ hash: expect.any(Buffer) }]);
  expect(rows[0].hash).toHaveLength(16);
});

test('careers are of one size, whether they are verified or say anything at all', async () => {
  const { platform } = community;
  await addMember(platform, 'silent', {
    career: { level: null, role: null, company: null, nativeLevel: null },
  });
  await addMember(platform, 'wordy', {
    career: {
      level: 'Senior Director',
      role: 'r'.repeat(80),
      company: '社'.repeat(80),
      nativeLevel: 'n'.repeat(20),
    },
  });
  const { rows } = await platform.db.pool.query<{ size: number }>(
    'select length(sealed) as size from careers',
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(new Set(rows.map(({ size }) => size)).size).toBe(1);
});

test('a career that was sealed before anything could be verified is still read', () => {
  const { keys } = community.platform;
  const sealed = keys.seal('career', Buffer.from('["Senior","Engineer","Northwind","L5"]'.padEnd(256)), 'a');
  expect(openCareer(keys, 'a', sealed)).toEqual({
    ...{ level: 'Senior', role: 'Engineer', company: 'Northwind', nativeLevel: 'L5' },
    ...{ years: null, verified: null },
  });
  expect(openCareer(keys, 'b', sealed)).toBeNull();
});

test('what is sealed with every part in it comes out the same', () => {
  const { keys } = community.platform;
  const verified = {
    companyId: 'x1',
    company: 'Çelik',
    mailbox: 'ff',
    at: '2026-05-04T10:00:00.000Z',
    since: '2025-05-04T10:00:00.000Z',
    unlocked: true,
  };
  const career = {
    level: 'VP',
    role: '"',
    company: 'Çelik',
    nativeLevel: null,
    years: '1 to 2 years',
    verified,
  };
  expect(openCareer(keys, 'a', sealCareer(keys, 'a', career))).toEqual(career);
});

async function listAll(): Promise<VerifiedCareer[]> {
  const all: VerifiedCareer[] = [];
  for await (const chunk of listVerifiedCareers(community.platform)) all.push(...chunk);
  return all;
}

async function verifiedMember(name: string): Promise<string> {
  const { platform } = community;
  const { account } = await addMember(platform, name);
  await verifyByAddress(platform, account, `${name}@tailspin.example`);
  return account.id;
}

test('every verified career is listed once, those of operators with a mark', async () => {
  const { platform } = community;
  const ids = await Promise.all(Array.from({ length: 120 }, (_, place) => verifiedMember(`counted${place}`)));
  const admin = await firstAdmin(platform.db);
  const operator = await findAccount(platform, admin);
  if (!operator) throw new Error('no operator');
  await verifyByAddress(platform, operator, 'operator@tailspin.example');
  const all = await listAll();
  expect(new Set(all.map(({ accountId }) => accountId)).size).toBe(all.length);
  for (const id of ids) expect(all.find(({ accountId }) => accountId === id)?.madeByOperator).toBe(false);
  expect(all.find(({ accountId }) => accountId === admin)?.madeByOperator).toBe(true);
});

test('who becomes admin by the command is marked where the command made the account, else not', async () => {
  const { platform } = community;
  const { account } = await addMember(platform, 'promoted');
  for (const email of ['promoted@cairn.test', 'brand-new@cairn.test'])
    await runAdmin(platform, [email], () => {});
  const { rows } = await platform.db.pool.query<{ email: string }>(
    `select email from accounts where made_by_operator and email is not null`,
  );
  expect(rows).toEqual([{ email: 'brand-new@cairn.test' }]);
  expect((await findAccount(platform, account.id))?.role).toBe('admin');
});

async function orderOfRows(): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ id: string }>(
    'select account_id as id from careers order by ctid',
  );
  return rows.map(({ id }) => id);
}

test('a rewriting touches every row, in an order of chance, and keeps what is said', async () => {
  const { platform } = community;
  const [before, saidBefore] = [await orderOfRows(), await listAll()];
  const rowsBefore = new Set(
    (await dump()).filter(({ table }) => table === 'public.careers').map(({ row }) => row),
  );
  const changed = saidBefore[7]?.accountId ?? '';
  const other = saidBefore[8]?.accountId ?? '';
  const unlocks = new Map([
    [changed, saidBefore[7]?.career.verified.at ?? ''],
    // Has verified something else since it was looked at.
    [other, '2026-01-01T00:00:00.000Z'],
  ]);
  await rewriteCareers(platform, unlocks);
  const after = (await dump()).filter(({ table }) => table === 'public.careers');
  for (const { row } of after) expect(rowsBefore).not.toContain(row);
  const orders = [before, await orderOfRows()];
  await rewriteCareers(platform);
  orders.push(await orderOfRows());
  expect(orders[1]).not.toEqual(orders[0]);
  expect(orders[2]).not.toEqual(orders[1]);
  expect(orders[2]?.toSorted()).toEqual(orders[0]?.toSorted());
  const unlocked = (await listAll()).filter(({ career }) => career.verified.unlocked);
  expect(unlocked.map(({ accountId }) => accountId)).toEqual([changed]);
  const withoutLock = (all: VerifiedCareer[]) =>
    all.map(({ accountId, career }) => [
      accountId,
      { ...career, verified: { ...career.verified, unlocked: null } },
    ]);
  expect(withoutLock(await listAll())).toEqual(withoutLock(saidBefore));
});

test('what somebody changes during a rewriting is not lost', async () => {
  const { platform } = community;
  const some = (await listAll()).slice(0, 40);
  const changes = some.map(async ({ accountId }, place) => {
    const account = await findAccount(platform, accountId);
    if (account) await verifyByAddress(platform, account, `moved${place}@tailspin.example`);
  });
  await Promise.all([rewriteCareers(platform), ...changes, rewriteCareers(platform)]);
  const after = new Map(
    (await listAll()).map(({ accountId, career }) => [accountId, career.verified.mailbox]),
  );
  for (const { accountId, career } of some) {
    expect(after.has(accountId)).toBe(true);
    expect(after.get(accountId)).not.toBe(career.verified.mailbox);
  }
});

test('a career whose key is lost is neither listed nor harmed by a rewriting', async () => {
  const { platform } = community;
  const { account } = await addMember(platform, 'keyless');
  const elsewhere = { db: platform.db, keys: new Keys(new Map([[9, Buffer.alloc(32, 9)]])) };
  const stated = { level: 'Staff', role: null, company: null, nativeLevel: null };
  await saveCareer(elsewhere, account.id, stated);
  await rewriteCareers(platform);
  const { rows } = await platform.db.pool.query<{ sealed: Buffer }>(
    'select sealed from careers where account_id = $1',
    [account.id],
  );
  expect(openCareer(elsewhere.keys, account.id, rows[0]?.sealed ?? Buffer.alloc(0))).toMatchObject(stated);
});

test('careers are opened in chunks, and others have their turn between two', async () => {
  const sizes: number[] = [];
  let turns = 0;
  for await (const chunk of listVerifiedCareers(community.platform)) {
    setImmediate(() => (turns += 1));
    sizes.push(chunk.length);
    expect(turns).toBe(sizes.length - 1);
  }
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
});

test('a mail server that is gone changes no answer, and the log names no address', async () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = pino({ level: 'error', serializers: { error: describeError } }, { write });
  const mine = await createTestCommunity({
    environment: { SMTP_URL: 'smtp://127.0.0.1:1' },
    injected: { log },
  });
  try {
    await addCompany(mine.platform, { name: 'Tailspin', domains: ['tailspin.example'] });
    const response = await mine.asker.client.post(page, { workAddress: address });
    expect(response.headers.get('location')).toBe(`${page}?done=code`);
    await vi.waitUntil(() => lines.length > 0, { interval: 5, timeout: 10_000 });
    expect(lines.join('')).toContain('a code could not be mailed');
    expect(lines.join('')).not.toMatch(/quillfeather|tailspin/);
  } finally {
    await mine.close();
  }
});
