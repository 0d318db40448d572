import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { findAccount } from '../accounts/accounts.ts';
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
  expect(await tell('x@gmail.com')).toBe(`${page}?trouble=unknown`);
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
