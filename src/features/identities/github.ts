import { z } from 'zod';
import { parseEmail } from '../accounts/emails.ts';
import { ProviderTrouble, fetchFrom } from './provider-fetch.ts';
import type { Provider, ProviderAccount } from './providers.ts';

const user = z.object({ id: z.number().int().positive() });
const addresses = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** Who a token of GitHub belongs to. The address is the primary one, and counts where GitHub has verified it. */
export async function readGitHubAccount(provider: Provider, token: string): Promise<ProviderAccount> {
  const { id } = user.parse(await ask(provider, '/user', token));
  const listed = addresses.parse(await ask(provider, '/user/emails', token));
  const primary = listed.find((each) => each.primary);
  return {
    issuer: provider.issuer,
    subject: String(id),
    email: primary ? parseEmail(primary.email) : null,
    emailVerified: primary?.verified === true,
    hostedDomain: null,
  };
}

async function ask(provider: Provider, path: string, token: string): Promise<unknown> {
  const response = await fetchFrom(provider, apiOf(provider) + path, {
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'Cairn',
      'x-github-api-version': '2022-11-28',
    },
  });
  if (response.status !== 200) throw new ProviderTrouble(`GitHub answered ${response.status} to ${path}.`);
  return await response.json();
}

/** GitHub's own API has an address of its own; an Enterprise Server has it under its pages. */
function apiOf({ issuer }: Provider): string {
  return issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`;
}
