import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { findAccount } from '../accounts/accounts.ts';
import { verifyByAddress } from '../careers/verification.ts';
import { listVerifiedCareers, rewriteCareers } from '../careers/verified-careers.ts';
import { findCompanyByDomain, findCompanyByName } from './companies.ts';
import { accessEditedCompany } from './editing.ts';
import { loadLadders } from './loading-ladders.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await loadLadders(community.platform, join(root, 'ladders'));
});
afterAll(() => community.close());

test('the level map is readable without a query, and each company has its page', async () => {
  const client = community.newClient();
  const index = await client.page('/levels');
  for (const words of [
    'Levels, company by company',
    'href="/levels/amazon"',
    'Distinguished',
    'SDE I · SDE II',
  ]) {
    expect(index).toContain(words);
  }
  const amazon = await client.page('/levels/amazon');
  for (const words of [
    'Levels at Amazon',
    'SDE II',
    'Mid-Level',
    'individual contributor',
    'General knowledge',
  ]) {
    expect(amazon).toContain(words);
  }
  expect((await client.get('/levels/nobody')).status).toBe(404);
  expect((await client.get('/levels')).headers.get('cache-control')).toBe(
    'public, max-age=0, must-revalidate',
  );
});

test('a level is found however it is written, under one address for all spellings', async () => {
  const client = community.newClient();
  for (const name of ['sde 2', 'SDE II', 'sde-ii']) {
    const page = await client.page(`/levels?name=${encodeURIComponent(name)}`);
    expect(page).toContain('“SDE II”');
    expect(page).toContain('<link rel="canonical" href="http://cairn.test/levels?name=SDE%20II"');
    expect(page).toContain('href="/levels/amazon"');
  }
  const google = await client.page('/levels?name=google+l5');
  expect(google).toContain('“Google L5”');
  expect(google).not.toContain('href="/levels/uber"');
});

test('what is unknown is answered calmly, with what is closest, and kept nowhere', async () => {
  const client = community.newClient();
  const before = community.platform.pages.size.pages;
  const misspelt = await client.page('/levels?name=sed+ii');
  expect(misspelt).toContain('Not known yet');
  expect(misspelt).toContain('href="/levels?name=SDE%20II"');
  const unknown = await client.page(
    `/levels?name=${encodeURIComponent('<script>alert(1)</script>'.repeat(9))}`,
  );
  expect(unknown).toContain('noindex');
  expect(unknown).not.toContain('<script>alert');
  expect(await client.page('/levels?name=google+l99')).toContain('No level at Google is known by that name');
  expect(community.platform.pages.size.pages).toBe(before);
});

test('a member proposes a company, with which nobody is verified before an admin has confirmed it', async () => {
  const { platform, asker, admin } = community;
  const proposal = { company: 'Northwind', domain: '@Northwind.example' };
  const sent = await asker.client.post('/settings/career/proposal', proposal);
  expect(redirectOf(sent)).toContain('done=proposed');
  expect(await findCompanyByDomain(platform.db, 'northwind.example')).toBeNull();
  expect(await community.newClient().page('/levels')).not.toContain('Northwind');
  const again = await asker.client.post('/settings/career/proposal', {
    ...proposal,
    company: 'Something else',
  });
  expect(redirectOf(again)).toContain('done=proposed');
  const list = await admin.client.page('/admin/companies');
  expect(list).toContain('Northwind');
  expect(list).not.toContain('Something else');
  const warning = 'its mail there: <strong>northwind.example</strong>';
  expect(await admin.client.page('/admin/companies/northwind')).toContain(warning);
  const form = {
    name: 'Northwind',
    confirmed: '1',
    size: '50-249',
    domains: 'northwind.example',
    aliases: '',
  };
  const levels = 'Entry: SDE I\nMid-Level: SDE II, L5\nManager: SDM, L5';
  const saved = await admin.client.post('/admin/companies/northwind', { ...form, levels });
  expect(redirectOf(saved)).toBe('/admin/companies/northwind?done=saved');
  expect(await admin.client.page('/admin/companies/northwind')).not.toContain(warning);
  expect((await findCompanyByDomain(platform.db, 'northwind.example'))?.name).toBe('Northwind');
  expect(await community.newClient().page('/levels')).toContain('Northwind');
});

test.each([
  [{ company: '', domain: 'x.example' }, 'The company is empty'],
  [{ company: 'Gmail', domain: 'gmail.com' }, 'Anybody can have an address there'],
  [{ company: 'X', domain: 'x' }, 'Write it like company.com'],
  [{ company: 'X', domain: 'exámple.com' }, 'Write it like company.com'],
  [{ company: 'X', domain: 'ada@x.example' }, 'Write it like company.com'],
  [{ company: 'Amazon again', domain: 'amazon.com' }, 'That is Amazon'],
])('the proposal %j is refused', async (proposal, words) => {
  const { client } = community.answerer;
  const response = await client.post('/settings/career/proposal', proposal);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain(words);
});

const good = {
  name: 'Fabrikam',
  confirmed: '1',
  size: '',
  domains: 'fabrikam.example',
  aliases: 'Fab',
  levels: '',
};

test('an admin adds a company and sets its names, domains and levels', async () => {
  const { platform, admin } = community;
  const { client } = admin;
  expect(redirectOf(await client.post('/admin/companies', { name: 'Fabrikam' }))).toBe(
    '/admin/companies/fabrikam',
  );
  await client.post('/admin/companies/fabrikam', { ...good, levels: 'senior: P3, Pro 3\n\nStaff: P4' });
  expect((await findCompanyByName(platform.db, 'fab'))?.slug).toBe('fabrikam');
  const page = await community.newClient().page('/levels?name=pro-3');
  expect(page).toContain('Fabrikam');
  expect(await client.page('/admin/companies/fabrikam')).toContain('Senior: P3, Pro 3');
});

test.each([
  [{ domains: 'gmail.com' }, 'Anybody can have an address at gmail.com'],
  [{ domains: 'Fabrikam' }, 'is no domain'],
  [{ domains: 'google.com' }, 'belongs to another company'],
  [{ aliases: 'Google' }, 'belongs to another company'],
  [{ name: 'go-ogle' }, 'belongs to another company'],
  [{ name: '' }, 'The company is empty'],
  [{ size: 'huge' }, 'Choose one of the sizes'],
  [{ levels: 'Wizard: W1' }, 'Line 1: write a band of ours'],
  [{ levels: 'Senior: P3\nStaff' }, 'Line 2: write a band of ours'],
  [{ levels: 'Senior: P3\nStaff: p-3' }, 'is there twice'],
  [{ levels: 'Senior: P3, L5\nStaff: P4, l 5' }, 'is Senior too'],
  [{ levels: Array.from({ length: 41 }, (_, place) => `Senior: X${place}`).join('\n') }, 'Up to 40 levels'],
  [{ colour: 'red' }, 'no field called colour'],
])('the change %j is refused, and nothing is changed', async (change, words) => {
  const { platform, admin } = community;
  const before = await accessEditedCompany(platform.db, 'fabrikam');
  const response = await admin.client.post('/admin/companies/fabrikam', { ...good, ...change });
  expect(response.status).toBe(422);
  expect(await response.text()).toContain(words);
  expect(await accessEditedCompany(platform.db, 'fabrikam')).toEqual(before);
});

test('a newer level map brings what is new, and leaves what an admin has changed or merged', async () => {
  const { platform, admin } = community;
  await admin.client.post('/admin/companies/monzo', {
    ...good,
    name: 'Monzo Bank',
    domains: 'monzo.com',
    aliases: '',
  });
  await admin.client.post('/admin/companies/lyft/merge', { into: 'uber' });
  await platform.db.pool.query(`update companies set name = 'Stale' where slug = 'snap'`);
  expect(await loadLadders(platform, join(root, 'ladders'))).toBe(false);
  await platform.db.pool.query('update level_maps set version = 0');
  expect(await loadLadders(platform, join(root, 'ladders'))).toBe(true);
  expect((await accessEditedCompany(platform.db, 'monzo')).name).toBe('Monzo Bank');
  expect((await accessEditedCompany(platform.db, 'snap')).name).toBe('Snap');
  await expect(accessEditedCompany(platform.db, 'lyft')).rejects.toThrow('no such company');
  expect((await findCompanyByName(platform.db, 'Lyft'))?.name).toBe('Uber');
});

test('a merged company lives on in the other: names, domains, and who was verified', async () => {
  const { platform, clock, admin } = community;
  const account = await findAccount(platform, community.outsider.account.id);
  if (!account) throw new Error('nobody');
  await verifyByAddress(platform, account, 'out@squareup.com');
  const before = await accessEditedCompany(platform.db, 'block');
  expect((await admin.client.post('/admin/companies/block/merge', { into: 'block' })).status).toBe(422);
  expect((await admin.client.post('/admin/companies/block/merge', { into: '' })).status).toBe(422);
  expect((await admin.client.post('/admin/companies/block/merge', { into: 'nobody' })).status).toBe(404);
  const merged = await admin.client.post('/admin/companies/block/merge', { into: 'stripe' });
  expect(redirectOf(merged)).toBe('/admin/companies/stripe?done=merged');
  const stripe = await accessEditedCompany(platform.db, 'stripe');
  expect(stripe.domains).toEqual(expect.arrayContaining(['stripe.com', 'squareup.com', 'block.xyz']));
  const counted: string[] = [];
  for await (const chunk of listVerifiedCareers(platform)) {
    counted.push(...chunk.map(({ career }) => `${career.verified.companyId} ${career.verified.company}`));
  }
  expect(counted).toEqual([`${stripe.id} Stripe`]);
  expect((await findAccount(platform, account.id))?.career?.verified?.companyId).toBe(before.id);
  clock.pass(60);
  await rewriteCareers(platform);
  expect((await findAccount(platform, account.id))?.career?.verified?.companyId).toBe(stripe.id);
});

test('a proposal can be turned down; a company that was confirmed cannot', async () => {
  const { colleague, admin, platform } = community;
  await colleague.client.post('/settings/career/proposal', {
    company: 'Tailspin',
    domain: 'tailspin.example',
  });
  const path = '/admin/companies/tailspin';
  expect(redirectOf(await admin.client.post(path, { remove: '1' }))).toBe('/admin/companies?done=removed');
  await expect(accessEditedCompany(platform.db, 'tailspin')).rejects.toThrow('no such company');
  expect((await admin.client.post('/admin/companies/google', { remove: '1' })).status).toBe(422);
});

test('only admins see and change companies', async () => {
  const { moderator, asker } = community;
  const anyone = community.newClient();
  for (const [client, status] of [
    [anyone, 401],
    [asker.client, 403],
    [moderator.client, 403],
  ] as const) {
    expect((await client.get('/admin/companies')).status).toBe(status);
    expect((await client.get('/admin/companies/google')).status).toBe(status);
    expect((await client.post('/admin/companies', { name: 'X' })).status).toBe(status);
    expect((await client.post('/admin/companies/google', good)).status).toBe(status);
    expect((await client.post('/admin/companies/google/merge', { into: 'uber' })).status).toBe(status);
  }
});

test('without a mail server no code is mailed, and the page says why', async () => {
  const { client } = community.asker;
  expect(await client.page('/settings/career/verification')).toContain('no mail server');
  const response = await client.post('/settings/career/verification', { workAddress: 'ada@google.com' });
  expect(response.status).toBe(422);
  expect(await response.text()).toContain('no mail server');
  const { rows } = await community.platform.db.pool.query('select from kept_mails');
  expect(rows).toEqual([]);
});

test('the form proposes the band of the level, and what is saved is written as the map writes it', async () => {
  const { client, account } = community.moderator;
  const career = {
    role: 'software ENGINEER',
    level: '',
    company: 'AWS',
    nativeLevel: 'sde 2',
    years: '6 to 9 years',
  };
  const proposed = await (await client.post('/settings/career', { ...career, propose: '1' })).text();
  expect(proposed).toContain('<option value="Mid-Level" selected');
  expect(proposed).toContain('On the level map, SDE II at');
  expect((await findAccount(community.platform, account.id))?.career).toBeNull();
  expect(redirectOf(await client.post('/settings/career', { ...career, level: 'Senior' }))).toContain(
    'saved',
  );
  expect((await findAccount(community.platform, account.id))?.career).toMatchObject({
    role: 'Software Engineer',
    level: 'Senior',
    company: 'Amazon',
    nativeLevel: 'SDE II',
    years: '6 to 9 years',
  });
  const unknown = await (
    await client.post('/settings/career', { ...career, company: 'Nobody', propose: '1' })
  ).text();
  expect(unknown).toContain('does not know “sde 2” at Nobody yet');
  const nothing = await (
    await client.post('/settings/career', { ...career, company: '', propose: '1' })
  ).text();
  expect(nothing).toContain('Name the company and its level');
  expect((await client.post('/settings/career', { ...career, years: '7' })).status).toBe(422);
  expect(await client.page('/settings/career')).toContain('<option>Amazon</option>');
});
