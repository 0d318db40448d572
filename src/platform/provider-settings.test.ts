import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { readProviders } from './provider-settings.ts';

const google = {
  OIDC_GOOGLE_ISSUER: 'https://accounts.google.com',
  OIDC_GOOGLE_CLIENT_ID: 'id',
  OIDC_GOOGLE_CLIENT_SECRET: 'secret',
};

test('several providers are read, each under its own key', () => {
  const providers = readProviders({
    ...google,
    OIDC_2_ISSUER: 'https://login.microsoftonline.com/common/v2.0',
    OIDC_2_CLIENT_ID: 'id',
    OIDC_2_CLIENT_SECRET: 'secret',
    OIDC_WORK_ISSUER: 'https://sign-in.example.com/realms/staff',
    OIDC_WORK_CLIENT_ID: 'id',
    OIDC_WORK_CLIENT_SECRET: 'secret',
    OIDC_WORK_NAME: 'Example Staff',
    OIDC_WORK_DOMAINS: 'Example.com, example.org',
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
  });
  expect(providers.map(({ id, name }) => [id, name])).toEqual([
    ['2', 'Microsoft'],
    ['github', 'GitHub'],
    ['google', 'Google'],
    ['work', 'Example Staff'],
  ]);
  expect(providers.at(-1)?.domains).toEqual(['example.com', 'example.org']);
  expect(readProviders({})).toEqual([]);
});

test.each([
  [{ OIDC_GOOGLE_CLIENT_ID: '' }, 'OIDC_GOOGLE_CLIENT_ID cannot be used: it is missing'],
  [{ OIDC_GOOGLE_CLIENT_SECRET: undefined }, 'OIDC_GOOGLE_CLIENT_SECRET cannot be used: it is missing'],
  [{ OIDC_GOOGLE_ISSUER: undefined }, 'OIDC_GOOGLE_ISSUER cannot be used: it is missing'],
  [{ OIDC_GOOGLE_ISSUER: 'accounts.google.com' }, 'OIDC_GOOGLE_ISSUER cannot be used: it must be an https'],
  [
    { OIDC_GOOGLE_ISSUER: 'http://accounts.google.com' },
    'OIDC_GOOGLE_ISSUER cannot be used: it must be an https',
  ],
  [{ OIDC_GOOGLE_ISSUER: 'https://user@accounts.google.com' }, 'OIDC_GOOGLE_ISSUER cannot be used'],
  [{ OIDC_GOOGLE_ISSUER: 'https://accounts.google.com/?x=1' }, 'OIDC_GOOGLE_ISSUER cannot be used'],
  [{ OIDC_GOOGLE_DOMAINS: 'example' }, 'OIDC_GOOGLE_DOMAINS cannot be used: it must list domains'],
  [
    { OIDC_B_ISSUER: 'https://accounts.google.com', OIDC_B_CLIENT_ID: 'b', OIDC_B_CLIENT_SECRET: 'b' },
    'OIDC_GOOGLE_ISSUER cannot be used: b has the same',
  ],
  [
    { OIDC_GITHUB_ISSUER: 'https://github.com' },
    'OIDC_GITHUB_… cannot be used: for GitHub set GITHUB_CLIENT_ID',
  ],
  [{ GITHUB_CLIENT_ID: 'id' }, 'GITHUB_CLIENT_SECRET cannot be used: it is missing'],
  [{ OIDC_GOOGLE_SECRET: 's' }, 'OIDC_GOOGLE_SECRET in the environment is not a setting of Cairn'],
  [{ OIDC_ISSUER: 'https://a.example' }, 'OIDC_ISSUER in the environment is not a setting of Cairn'],
])('%j stops the start with one line that names it', (part, line) => {
  const settings = { ...google, ...part };
  expect(() => readConfig(settings, '/nowhere')).toThrow(line);
});

test('a provider on this machine may speak plainly', () => {
  for (const OIDC_GOOGLE_ISSUER of [
    'http://localhost:3001',
    'http://127.0.0.1:3001',
    'http://[::1]:3001/x',
  ]) {
    expect(readProviders({ ...google, OIDC_GOOGLE_ISSUER })).toHaveLength(1);
  }
});
