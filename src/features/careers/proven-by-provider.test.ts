import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { openProvider } from '../../../test/oidc-provider.ts';
import { findAccount } from '../accounts/accounts.ts';
import { visit } from '../identities/visits-for-tests.ts';
import { addCompany } from './company-for-tests.ts';
import { onAddressProven, proofTroubles } from './proven-by-provider.ts';
import { verifyByAddress } from './verification.ts';

let community: TestCommunity;
const page = '/settings/career/verification';

beforeAll(async () => {
  const environment = {
    OIDC_TAILSPIN_ISSUER: 'https://sign-in.tailspin.example',
    OIDC_TAILSPIN_CLIENT_ID: 'cairn',
    OIDC_TAILSPIN_CLIENT_SECRET: 'a-secret-of-some-length',
    OIDC_TAILSPIN_NAME: 'Tailspin',
    OIDC_TAILSPIN_DOMAINS: 'tailspin.example',
  };
  community = await createTestCommunity({ environment });
  await addCompany(community.platform, { name: 'Tailspin', domains: ['tailspin.example'] });
});
afterAll(() => community.close());

test('an address that the employer’s sign-in has proven verifies by the same rules, and is told to nobody', async () => {
  const { platform } = community;
  const { account } = await addMember(platform, 'by-provider');
  const proof = { provider: 'tailspin', memo: '', refusal: null };
  const tell = (email: string | null) => onAddressProven(platform, account, { ...proof, email });
  expect(await tell('x@unknown.example')).toBe(`${page}?trouble=unknown`);
  expect(await tell('x@gmail.com')).toBe(`${page}?trouble=unproven`);
  expect(await tell('x+y@tailspin.example')).toBe(`${page}?trouble=unproven`);
  expect(await tell('x@mail.tailspin.example')).toBe(`${page}?trouble=unknown`);
  expect(await tell(null)).toBe(`${page}?trouble=unproven`);
  const { account: holder } = await addMember(platform, 'holder');
  await verifyByAddress(platform, holder, 'holder@tailspin.example');
  expect(await tell('h.older@tailspin.example')).toBe(`${page}?trouble=taken`);
  expect(await tell('by.provider@tailspin.example')).toBe(`${page}?done=verified`);
  expect((await findAccount(platform, account.id))?.career?.company).toBe('Tailspin');
  const { client } = community.asker;
  for (const [code, words] of Object.entries(proofTroubles)) {
    expect(await client.page(`${page}?trouble=${code}`)).toContain(words);
  }
  expect(await client.page(`${page}?trouble=constructor`)).not.toContain('role="alert"');
});

test('the page has a button for the employer’s sign-in, also without a mail server', async () => {
  const html = await community.asker.client.page(page);
  expect(html).toContain('Verify with Tailspin');
  expect(html).toContain('action="/settings/career/proof/tailspin"');
  expect(html).toContain('no mail server');
});

test('the whole way to a real provider and back verifies the career, links nothing and keeps no address', async () => {
  const provider = await openProvider({ origin: 'http://cairn.test', keys: ['WORK'] });
  const mine = await createTestCommunity({
    environment: { ...provider.settings('WORK'), OIDC_WORK_DOMAINS: 'northwind.example' },
  });
  try {
    await addCompany(mine.platform, { name: 'Northwind', domains: ['northwind.example'] });
    const address = 'willa.quillfeather@northwind.example';
    provider.people.set('w-1', { email: address, email_verified: true });
    const { client, account } = mine.outsider;
    const back = await visit(client, '/settings/career/proof/work', { provider, subject: 'w-1' });
    expect(redirectOf(back)).toBe(`${page}?done=verified`);
    expect((await findAccount(mine.platform, account.id))?.career?.verified?.company).toBe('Northwind');
    const { rows } = await mine.platform.db.pool.query<{ text: string }>(
      `select (select string_agg(a::text, '') from accounts a) || coalesce((select string_agg(i::text, '') from identities i), '')
        || (select string_agg(w::text, '') from work_mailboxes w) as text`,
    );
    expect(rows[0]?.text).not.toContain('quillfeather');
    const again = await visit(mine.asker.client, '/settings/career/proof/work', { provider, subject: 'w-1' });
    expect(redirectOf(again)).toBe(`${page}?trouble=taken`);
  } finally {
    await mine.close();
    await provider.close();
  }
});
