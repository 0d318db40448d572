import { expect, test } from 'vitest';
import { listProvingProviders, provenAddress } from './prove-address.ts';
import type { Provider, ProviderAccount } from './providers.ts';

const employer: Provider = {
  id: 'northwind',
  name: 'Northwind',
  kind: 'oidc',
  issuer: 'https://sign-in.northwind.example',
  clientId: 'cairn',
  clientSecret: 'secret',
  domains: ['northwind.example', 'north-wind.example'],
};
const google: Provider = { ...employer, id: 'google', issuer: 'https://accounts.google.com', domains: [] };
const other: Provider = { ...employer, id: 'other', issuer: 'https://other.example', domains: [] };

const came: ProviderAccount = {
  issuer: employer.issuer,
  subject: 's',
  email: 'ada@northwind.example',
  emailVerified: true,
  hostedDomain: null,
};

test('an employer’s own sign-in proves the addresses at its domains', () => {
  expect(provenAddress(employer, came).email).toBe('ada@northwind.example');
  expect(provenAddress(employer, { ...came, email: 'ada@north-wind.example' }).email).not.toBeNull();
});

test.each([
  ['no address', { email: null }],
  ['an address that it does not call verified', { emailVerified: false }],
  ['an address of another employer', { email: 'ada@fabrikam.example' }],
  ['an address below its domain', { email: 'ada@mail.northwind.example' }],
  ['an address whose domain ends as its own', { email: 'ada@evilnorthwind.example' }],
])('it does not prove %s', (_, part) => {
  const proof = provenAddress(employer, { ...came, ...part });
  expect(proof.email).toBeNull();
  expect(proof.refusal).toMatch(/^Northwind .*\.$/);
});

test('Google proves addresses of the organisation that owns the account, and no others', () => {
  expect(provenAddress(google, { ...came, hostedDomain: 'northwind.example' }).email).not.toBeNull();
  for (const hostedDomain of [null, 'fabrikam.example', 'evilnorthwind.example']) {
    expect(provenAddress(google, { ...came, hostedDomain }).email).toBeNull();
  }
});

test('a provider that speaks for no domain proves nothing, and is not offered', () => {
  expect(provenAddress(other, { ...came, hostedDomain: 'northwind.example' }).email).toBeNull();
  const listed = listProvingProviders({ config: { providers: [employer, google, other] } });
  expect(listed.map(({ id }) => id)).toEqual(['northwind', 'google']);
});
