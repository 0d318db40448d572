import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestClient } from '../../../test/client.ts';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Delivered, Mailbox } from '../../../test/mailbox.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { findAccount } from '../accounts/accounts.ts';
import type { Career } from './careers.ts';
import { addCompany } from './company-for-tests.ts';
import { isMailboxTaken, mailboxHashes, releaseMailbox } from './mailboxes.ts';
import { enterCode, verifyByAddress } from './verification.ts';
import { listVerifiedCareers, rewriteCareers } from './verified-careers.ts';

let mailbox: Mailbox;
let community: TestCommunity;
let northwind: string;

beforeAll(async () => {
  mailbox = await openMailbox();
  const environment = { SMTP_URL: mailbox.url, MAIL_FROM: 'post@mail.example', COMMUNITY_NAME: 'Whistlers' };
  community = await createTestCommunity({ environment });
  const { platform } = community;
  northwind = await addCompany(platform, {
    name: 'Northwind',
    aliases: ['Northwind Traders'],
    domains: ['northwind.example'],
    levels: [{ name: 'SDE II', aliases: ['L5'], band: 'Mid-Level' }],
  });
  await addCompany(platform, { name: 'Fabrikam', domains: ['fabrikam.example', 'fabrikam.co.uk'] });
  await addCompany(platform, { name: 'Proposed', domains: ['proposed.example'], confirmed: false });
});
afterAll(async () => {
  await community.close();
  await mailbox.close();
});
afterEach(() => mailbox.delivered.splice(0));

interface Newcomer {
  id: string;
  client: TestClient;
}

let newcomers = 0;

async function newcomer(): Promise<Newcomer> {
  newcomers += 1;
  const { account, sessionToken } = await addMember(community.platform, `newcomer${newcomers}`);
  const client = community.newClient();
  client.cookies.set('session', sessionToken);
  return { id: account.id, client };
}

const page = '/settings/career/verification';

async function ask(client: TestClient, workAddress: string): Promise<Delivered> {
  const before = mailbox.delivered.length;
  expect(redirectOf(await client.post(page, { workAddress }))).toBe(`${page}?done=code`);
  return await vi.waitUntil(() => mailbox.delivered[before], { interval: 5 });
}

function codeIn({ mail }: Delivered): string {
  return /\b(\d{4} \d{4})\b/.exec(mail.text ?? '')?.[1] ?? 'no code';
}

async function verify({ client }: Newcomer, workAddress: string): Promise<Response> {
  return await client.post(`${page}/code`, { code: codeIn(await ask(client, workAddress)) });
}

async function careerOf({ id }: Newcomer): Promise<Career | null> {
  return (await findAccount(community.platform, id))?.career ?? null;
}

test('a code to a mailbox at work verifies the career, which says so to its owner alone', async () => {
  const ada = await newcomer();
  const letter = await ask(ada.client, 'Ada@Northwind.example');
  expect(letter.to).toEqual(['ada@northwind.example']);
  expect(await ada.client.page(page)).toContain('Enter the code');
  expect(redirectOf(await ada.client.post(`${page}/code`, { code: codeIn(letter) }))).toBe(
    `${page}?done=verified`,
  );
  const career = await careerOf(ada);
  expect(career).toMatchObject({ company: 'Northwind', verified: { companyId: northwind, unlocked: false } });
  const shown = await ada.client.page(`${page}?done=verified`);
  expect(shown).toContain('You are verified until');
  expect(shown).toContain('three more people');
  expect(shown).not.toContain('Enter the code');
  expect(await ada.client.page('/settings/career')).toContain('You are verified at Northwind');
});

test('the mail names neither the community nor the account, and leads nowhere', async () => {
  const { client } = await newcomer();
  const { mail } = await ask(client, 'neutral@northwind.example');
  const everything = JSON.stringify([mail.subject, mail.text, mail.html, mail.headers, mail.from, mail.to]);
  expect(everything).not.toMatch(/whistlers|cairn|newcomer|northwind traders|https?:|question|topic/i);
  expect(mail.from).toMatchObject({ name: '', address: 'post@mail.example' });
  expect([mail.subject, mail.html]).toEqual(['Your confirmation code', undefined]);
});

test.each([
  ['an unknown domain', 'ada@unknown.example', 'do not know yet'],
  ['a domain below a known one', 'ada@mail.northwind.example', 'do not know yet'],
  ['a domain that ends as a known one', 'ada@evilnorthwind.example', 'do not know yet'],
  ['a domain that begins as a known one', 'ada@northwind.example.evil.example', 'do not know yet'],
  ['the domain of a company that nobody has confirmed', 'ada@proposed.example', 'do not know yet'],
  ['a mailbox that anybody can have', 'ada@gmail.com', 'your employer gave you'],
  ['an address with a tag', 'ada+x@northwind.example', '“+”'],
  ['no address', 'ada', 'name@company.com'],
])('%s is refused, and nothing is mailed', async (_, workAddress, words) => {
  const { client } = await newcomer();
  const response = await client.post(page, { workAddress });
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain(words);
  expect(html).not.toContain('Enter the code');
  expect(mailbox.delivered).toEqual([]);
});

test('an address that came twice, as an array or an object is refused', async () => {
  const { client } = await newcomer();
  for (const fields of [
    { workAddress: ['ada@northwind.example', 'eve@northwind.example'] },
    { 'workAddress[]': 'ada@northwind.example' },
    { 'workAddress[address]': 'ada@northwind.example' },
    { workAddress: 'ada@northwind.example', __proto__x: '1' },
  ]) {
    expect((await client.post(page, fields)).status).toBe(422);
  }
  expect(mailbox.delivered).toEqual([]);
});

test('a wrong code can be tried five times, and then the right one is of no use', async () => {
  const { client } = await newcomer();
  const code = codeIn(await ask(client, 'tries@northwind.example'));
  const wrong = code === '0000 0000' ? '1111 1111' : '0000 0000';
  for (let left = 4; left >= 0; left -= 1) {
    const response = await client.post(`${page}/code`, { code: wrong });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(left === 0 ? 'cannot be tried again' : 'It can be tried');
  }
  const late = await client.post(`${page}/code`, { code });
  expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('No code is waiting')]);
});

test('a code works for ten minutes, once, and only the newest', async () => {
  const { platform, clock } = community;
  const bob = await newcomer();
  const first = codeIn(await ask(bob.client, 'bob@northwind.example'));
  const second = codeIn(await ask(bob.client, 'bob@northwind.example'));
  expect((await bob.client.post(`${page}/code`, { code: first })).status).toBe(422);
  clock.pass(11);
  expect((await bob.client.post(`${page}/code`, { code: second })).status).toBe(422);
  const third = codeIn(await ask(bob.client, 'bob@northwind.example'));
  expect((await bob.client.post(`${page}/code`, { code: third })).status).toBe(303);
  expect((await bob.client.post(`${page}/code`, { code: third })).status).toBe(422);
  const account = await findAccount(platform, bob.id);
  if (!account) throw new Error('no Bob');
  const code = codeIn(await ask(bob.client, 'bob@northwind.example'));
  const races = Array.from({ length: 20 }, () => enterCode(platform, account, code));
  const results = await Promise.allSettled(races);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a code is of no use to another account', async () => {
  const [owner, thief] = [await newcomer(), await newcomer()];
  const code = codeIn(await ask(owner.client, 'bound@northwind.example'));
  await ask(thief.client, 'thief@northwind.example');
  expect((await thief.client.post(`${page}/code`, { code })).status).toBe(422);
  expect(await careerOf(thief)).toBeNull();
  expect((await owner.client.post(`${page}/code`, { code })).status).toBe(303);
});

test('a mailbox that is taken is answered as one that is free; only its reader is told', async () => {
  const [first, second] = [await newcomer(), await newcomer()];
  expect((await verify(first, 'taken@northwind.example')).status).toBe(303);
  const answers = await Promise.all(
    ['taken@northwind.example', 'ta.ken@northwind.example', 'free@northwind.example'].map(
      async (workAddress) => {
        const { client } = await newcomer();
        const response = await client.post(page, { workAddress });
        const shown = await client.page(redirectOf(response));
        return [response.status, response.headers.get('location'), shown];
      },
    ),
  );
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await vi.waitUntil(() => mailbox.delivered.length === 4, { interval: 5 });
  const letter = await ask(second.client, 'taken@northwind.example');
  expect([codeIn(letter), letter.mail.text]).toEqual([
    'no code',
    expect.stringContaining('confirmed somebody before'),
  ]);
});

test('of fifty who use one mailbox at once one is verified', async () => {
  const { platform } = community;
  const all = await Promise.all(Array.from({ length: 50 }, () => newcomer()));
  const accounts = await Promise.all(all.map(({ id }) => findAccount(platform, id)));
  const results = await Promise.allSettled(
    accounts.map(async (account, place) => {
      if (!account) throw new Error('no account');
      return await verifyByAddress(
        platform,
        account,
        place % 2 ? 'race@northwind.example' : 'r.ace@northwind.example',
      );
    }),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const careers = await Promise.all(all.map(careerOf));
  expect(careers.filter((career) => career?.verified)).toHaveLength(1);
});

async function isTaken(address: string): Promise<boolean> {
  const { platform } = community;
  const work = { address, domain: address.slice(address.indexOf('@') + 1) };
  return await isMailboxTaken(platform.db, mailboxHashes(platform, work), null);
}

test('a mailbox is free again when its owner verifies another, says they left, ends it, or their account goes', async () => {
  const { platform } = community;
  const carol = await newcomer();
  await verify(carol, 'carol@northwind.example');
  expect(await isTaken('carol@northwind.example')).toBe(true);
  await verify(carol, 'carol@fabrikam.co.uk');
  expect([await isTaken('carol@northwind.example'), await isTaken('carol@fabrikam.co.uk')]).toEqual([
    false,
    true,
  ]);
  expect((await careerOf(carol))?.company).toBe('Fabrikam');
  expect(redirectOf(await carol.client.post(`${page}/end`, { end: 'left' }))).toBe(`${page}?done=ended`);
  expect(await isTaken('carol@fabrikam.co.uk')).toBe(false);
  expect(await careerOf(carol)).toMatchObject({ company: null, verified: null });
  await verify(carol, 'carol@northwind.example');
  await carol.client.post(`${page}/end`, { end: 'drop' });
  expect(await careerOf(carol)).toMatchObject({ company: 'Northwind', verified: null });
  await verify(carol, 'carol@northwind.example');
  await platform.db.transaction((tx) => releaseMailbox(platform, tx, carol.id));
  expect(await isTaken('carol@northwind.example')).toBe(false);
  expect((await carol.client.post(`${page}/end`, { end: 'nothing' })).status).toBe(422);
});

test('with another company in the career the verification ends; with another spelling of it, it stays', async () => {
  const dora = await newcomer();
  await verify(dora, 'dora@northwind.example');
  const career = { role: 'data engineer', level: '', nativeLevel: 'l-5', years: '' };
  await dora.client.post('/settings/career', { ...career, company: 'northwind traders' });
  expect(await careerOf(dora)).toMatchObject({
    role: 'Data Engineer',
    company: 'Northwind',
    nativeLevel: 'SDE II',
    verified: { companyId: northwind },
  });
  await dora.client.post('/settings/career', { ...career, company: 'Fabrikam' });
  expect(await careerOf(dora)).toMatchObject({ company: 'Fabrikam', verified: null });
  expect(await isTaken('dora@northwind.example')).toBe(false);
});

test('whoever asks too often waits; too many codes for one mailbox are not mailed, and nobody is told', async () => {
  const { client } = await newcomer();
  for (let time = 0; time < 5; time += 1) await ask(client, 'often@northwind.example');
  expect((await client.post(page, { workAddress: 'often@northwind.example' })).status).toBe(429);
  mailbox.delivered.splice(0);
  const other = await newcomer();
  expect(redirectOf(await other.client.post(page, { workAddress: 'often@northwind.example' }))).toContain(
    'code',
  );
  await ask(other.client, 'other@northwind.example');
  expect(mailbox.delivered.map(({ to }) => to)).toEqual([['other@northwind.example']]);
});

test('after a year the verification ends by itself, and the mailbox is free', async () => {
  const { platform, clock } = community;
  const eve = await newcomer();
  await verify(eve, 'eve@northwind.example');
  clock.pass(364 * 24 * 60);
  await rewriteCareers(platform);
  expect((await careerOf(eve))?.verified).not.toBeNull();
  clock.pass(2 * 24 * 60);
  const counted: string[] = [];
  for await (const chunk of listVerifiedCareers(platform))
    counted.push(...chunk.map(({ accountId }) => accountId));
  expect(counted).not.toContain(eve.id);
  await rewriteCareers(platform);
  expect((await careerOf(eve))?.verified).toBeNull();
  expect(await isTaken('eve@northwind.example')).toBe(false);
});

test('nobody who is signed out asks for a code', async () => {
  const client = community.newClient();
  for (const path of [page, `${page}/code`, `${page}/end`, '/settings/career/proposal']) {
    expect((await client.post(path, { workAddress: 'x@northwind.example' })).status).toBe(401);
  }
});
