import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccount } from '../accounts/accounts.ts';
import type { VerifiedCompany } from '../careers/careers.ts';
import { saveCareer } from '../careers/careers.ts';
import { bylineText } from './printed-byline.ts';
import { printByline } from './bylines.ts';
import { countCareers } from './counting.ts';
import { addColleagues, addCompany } from './members-for-tests.ts';
import { findRungs } from './rungs.ts';

let community: TestCommunity;
let northwind: string;

const senior = { level: 'Senior', role: 'Software Engineer', nativeLevel: 'L5' };

beforeEach(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  northwind = await addCompany(community.platform, 'Northwind');
});

afterEach(() => community.close());

/** What each way to sign prints, and why it is not open where it is not. */
async function rungsOf(account: Account): Promise<Record<string, string>> {
  const rungs = await findRungs(community.platform, community.platform.db, account);
  return Object.fromEntries(
    rungs.map(({ choice, byline, refusal }) => {
      const row = { handle: '', name: null, profileSlug: null, title: null };
      const printed = byline ? bylineText(printByline({ ...byline, ...row }), 'Cairn') : 'the name';
      return [choice, refusal === null ? printed : `closed: ${refusal.split(/[.:]/)[0]}`];
    }),
  );
}

/** Two months go by, and everyone is counted in each. */
async function countTwice(): Promise<void> {
  for (const month of ['2026-06-01', '2026-07-01']) {
    community.clock.set(new Date(`${month}T00:10:00Z`));
    await countCareers(community.platform);
  }
}

const community5 = {
  'level-role': 'Senior Software Engineer at Cairn Community',
  role: 'Software Engineer at Cairn Community',
  member: 'Member of Cairn Community',
};

test('with fifteen like them for two months, members may show level, role and company', async () => {
  const [account] = await addColleagues(community.platform, northwind, { many: 15, career: senior });
  await countTwice();
  expect(account && (await rungsOf(account))).toEqual({
    'company-level-role': 'Senior Software Engineer [L5] at Northwind',
    'company-role': 'Software Engineer at Northwind',
    company: 'Works at Northwind',
    ...community5,
  });
});

test('before that, and with fewer, nothing but the community is open, and it is said why', async () => {
  const [account] = await addColleagues(community.platform, northwind, { many: 14, career: senior });
  await countTwice();
  const few = 'closed: Fewer than 10 people would show this';
  const closed = { 'company-level-role': few, 'company-role': few, company: few };
  expect(account && (await rungsOf(account))).toEqual({ ...closed, ...community5 });
});

test('the level’s own name is left out where too few have it', async () => {
  const career = { ...senior, nativeLevel: null };
  await addColleagues(community.platform, northwind, { many: 20, career });
  const [account] = await addColleagues(community.platform, northwind, { many: 3, career: senior });
  await countTwice();
  const rungs = account && (await rungsOf(account));
  expect(rungs?.['company-level-role']).toBe('Senior Software Engineer at Northwind');
});

test('directors show their company at most', async () => {
  await addColleagues(community.platform, northwind, { many: 30, career: senior });
  const director = { level: 'Director', role: 'Engineering', nativeLevel: null };
  const [account] = await addColleagues(community.platform, northwind, { many: 16, career: director });
  await countTwice();
  const executive = 'closed: Directors and above show no more than their company';
  expect(account && (await rungsOf(account))).toMatchObject({
    'company-level-role': executive,
    'company-role': executive,
    company: 'Works at Northwind',
    'level-role': 'Director of Engineering at Cairn Community',
  });
});

test('who is not verified, or was so only now, is told what is missing', async () => {
  await addColleagues(community.platform, northwind, { many: 20, career: senior });
  await countTwice();
  expect((await rungsOf(community.asker.account))['company']).toBe(
    'closed: Opens when your company is verified',
  );
  const { account } = await addMember(community.platform, 'newcomer');
  const at = community.clock.now().toISOString();
  const verified = { companyId: northwind, company: 'Northwind', mailbox: 'ab', at, unlocked: false };
  await saveCareer(community.platform, account.id, { ...senior, company: 'Northwind', verified });
  const newcomer = await findAccount(community.platform, account.id);
  expect(newcomer && (await rungsOf(newcomer))['company']).toMatch(/^closed: Not yet/);
});

test('a byline unlocks 72 hours after it was verified, and not before three more of the company were', async () => {
  const { platform, clock } = community;
  const begun = clock.now().getTime();
  const verify = async (name: string, hours: number) => {
    const { account } = await addMember(platform, name);
    const at = new Date(begun + hours * 3_600_000).toISOString();
    const verified = { companyId: northwind, company: 'Northwind', mailbox: name, at, unlocked: false };
    await saveCareer(platform, account.id, { ...senior, company: 'Northwind', verified });
    return async () => (await findAccount(platform, account.id))?.career?.verified?.unlocked;
  };
  const first = await verify('first', 0);
  const second = await verify('second', 1);
  await verify('third', 2);
  await verify('fourth', 3);
  clock.set(new Date(begun + 71 * 3_600_000));
  await countCareers(platform);
  expect(await first()).toBe(false);
  clock.set(new Date(begun + 73 * 3_600_000));
  await countCareers(platform);
  expect([await first(), await second()]).toEqual([true, false]);
  await verify('fifth', 74);
  await countCareers(platform);
  expect(await second()).toBe(true);
});

test('accounts that an operator made are not counted, and a month decides for its whole length', async () => {
  const { platform, clock } = community;
  const colleagues = await addColleagues(platform, northwind, { many: 17, career: senior });
  const [account] = colleagues;
  const made = 'update accounts set made_by_operator = true where id = any ($1)';
  await platform.db.pool.query(made, [colleagues.slice(-3).map(({ id }) => id)]);
  await countTwice();
  expect(account && (await rungsOf(account))['company']).toMatch(/^closed/);
  clock.set(new Date('2026-08-01T00:00:00Z'));
  await platform.db.pool.query('update accounts set made_by_operator = false');
  await countCareers(platform);
  clock.set(new Date('2026-08-31T23:00:00Z'));
  await countCareers(platform);
  expect(account && (await rungsOf(account))['company']).toMatch(/^closed/);
  clock.set(new Date('2026-09-01T00:00:00Z'));
  await countCareers(platform);
  expect(account && (await rungsOf(account))['company']).toBe('Works at Northwind');
});

test('a choice that is not open is refused, and an open one is printed and frozen', async () => {
  const { platform } = community;
  const [account] = await addColleagues(platform, northwind, { many: 15, career: senior });
  if (!account) throw new Error('nobody');
  const asked = { title: 'Is a counter-offer ever worth it?', byline: 'company-level-role' } as const;
  await expect(ask(platform, { account }, asked)).rejects.toMatchObject({ status: 422 });
  await countTwice();
  const { path } = await ask(platform, { account }, asked);
  const page = await community.newClient().page(path);
  expect(page.replace(/<[^>]*>/g, '')).toContain('Senior Software Engineer [L5] at Northwind');
});

test('the count of everyone is sealed, and what is open names nobody', async () => {
  const { platform } = community;
  const [account] = await addColleagues(platform, northwind, { many: 15, career: senior });
  await countTwice();
  const { rows } = await platform.db.pool.query<{ row: string }>(
    'select byline_epochs::text as row from byline_epochs union all select byline_classes::text from byline_classes',
  );
  const all = rows.map(({ row }) => row).join('\n');
  expect(all).toContain(`(${northwind},"Software Engineer",Senior,L5,10)`);
  expect(all).not.toContain(account?.id);
  expect(all).not.toContain(Buffer.from(account?.id ?? '').toString('hex'));
});

test('who renews a verification goes on to be counted', async () => {
  const { platform, clock } = community;
  const colleagues = await addColleagues(platform, northwind, { many: 15, career: senior });
  await countTwice();
  clock.set(new Date('2026-07-30T00:00:00Z'));
  for (const { id } of colleagues) {
    const { career } = (await findAccount(platform, id)) ?? {};
    const verified = career?.verified;
    if (!verified) throw new Error('nobody');
    const renewed = { ...verified, since: verified.at, at: clock.now().toISOString() };
    await saveCareer(platform, id, { ...career, verified: renewed });
  }
  clock.set(new Date('2026-08-01T00:00:00Z'));
  await countCareers(platform);
  const account = await findAccount(platform, colleagues[0]?.id ?? '');
  expect(account && (await rungsOf(account))['company']).toBe('Works at Northwind');
});

test('who cannot show a company yet is no cover for those who can', async () => {
  const colleagues = await addColleagues(community.platform, northwind, { many: 16, career: senior });
  // Whoever owns the mailboxes knows who was verified last: these show nothing until three more have come.
  for (const [each, account] of colleagues.slice(0, 3).entries()) {
    await verifyAgain(account, ({ at }) => ({ at: minutesAfter(at, each + 1), unlocked: false }));
  }
  await countTwice();
  const account = await findAccount(community.platform, colleagues[15]?.id ?? '');
  expect(account && (await rungsOf(account))['company']).toBe('closed: Fewer than 10 people would show this');
});

test('who renews is no later verification that opens another’s byline', async () => {
  const { platform, clock } = community;
  const [newest, ...others] = await addColleagues(platform, northwind, { many: 19, career: senior });
  if (newest) await verifyAgain(newest, ({ at }) => ({ at: minutesAfter(at, 1), unlocked: false }));
  const now = clock.now().toISOString();
  for (const account of others.slice(0, 3)) await verifyAgain(account, ({ at }) => ({ at: now, since: at }));
  await countTwice();
  const account = await findAccount(platform, newest?.id ?? '');
  expect(account?.career?.verified?.unlocked).toBe(false);
});

test('a company that is called otherwise is so on every byline at the same moment', async () => {
  const { platform } = community;
  const [renewing, other] = await addColleagues(platform, northwind, { many: 15, career: senior });
  if (!renewing || !other) throw new Error('nobody');
  await countTwice();
  await platform.db.pool.query("update companies set name = 'Southwind' where id = $1", [northwind]);
  await verifyAgain(renewing, () => ({ company: 'Southwind' }));
  for (const { id } of [renewing, other]) {
    const account = await findAccount(platform, id);
    expect(account && (await rungsOf(account))['company']).toBe('Works at Southwind');
  }
});

function minutesAfter(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * 60_000).toISOString();
}

async function verifyAgain(
  { id, career }: Account,
  change: (verified: VerifiedCompany) => Partial<VerifiedCompany>,
): Promise<void> {
  if (!career?.verified) throw new Error('nobody');
  const { verified } = career;
  await saveCareer(community.platform, id, { ...career, verified: { ...verified, ...change(verified) } });
}
