import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestProvider } from '../oidc-provider.ts';
import { openProvider } from '../oidc-provider.ts';
import { openSite, type Site } from './site.ts';

let provider: TestProvider;
let site: Site;

beforeAll(async () => {
  provider = await openProvider({ keys: ['NORTH'] });
  site = await openSite(provider.settings('NORTH'));
  provider.serve(site.origin);
});

afterAll(async () => {
  await site.close();
  await provider.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** Says who one is on the provider’s own pages, and agrees to what it asks. */
async function signInThere(page: Page, subject: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/interaction/*`);
  await page.getByPlaceholder('Enter any login').fill(subject);
  await page.getByPlaceholder('and password').fill('any');
  await button(page, 'Sign-in').click();
  await button(page, 'Continue').click();
}

/** What the policy of our own pages refuses. The provider’s would load a font from the internet. */
async function collectRefused(context: BrowserContext): Promise<string[]> {
  const refused: string[] = [];
  const isHere = (url: string) => url.startsWith(site.origin) || url.startsWith(provider.issuer);
  await context.route(
    (url) => !isHere(url.href),
    (route) => route.abort(),
  );
  context.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && url.startsWith(site.origin) && !url.endsWith('/favicon.ico')) {
      refused.push(message.text());
    }
  });
  return refused;
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'an account elsewhere, with $javaScriptEnabled for JavaScript',
  ({ javaScriptEnabled }) => {
    const subject = `person-${javaScriptEnabled}`;
    const email = `${subject}@example.com`;

    it('signs up, is unlinked, is linked again, and signs in', async () => {
      provider.people.set(subject, { email, email_verified: true });
      const context = await site.open(null, { javaScriptEnabled });
      const refused = await collectRefused(context);
      const page = await context.newPage();
      await page.goto('/sign-in');
      await button(page, 'Continue with North').click();
      await signInThere(page, subject);
      await heading(page, 'You are in').waitFor();

      await page.goto('/settings/account');
      await page.getByText(email).waitFor();
      await page.goto('/settings/sign-in');
      await page.getByRole('link', { name: 'See what is linked' }).click();
      await button(page, 'Unlink North').click();
      await page.getByText('Unlinked: it no longer signs you in.').waitFor();
      await button(page, 'Link North').click();
      // Still signed in there, so it sends back at once.
      await page.getByText('Linked: from now on you can sign in with it.').waitFor();

      await page.locator('.account-menu summary').click();
      await button(page, 'Sign out').click();
      await page.goto('/sign-in?to=/settings/account');
      await button(page, 'Continue with North').click();
      await heading(page, 'Account').waitFor();
      await page.getByText(email).waitFor();
      expect(refused).toEqual([]);
      await context.close();
    });
  },
);

it('whoever says no there comes back to a page that says so', async () => {
  const context = await site.open();
  const page = await context.newPage();
  await collectRefused(context);
  await page.goto('/sign-up');
  await button(page, 'Continue with North').click();
  await page.waitForURL(`${provider.issuer}/interaction/*`);
  await page.getByRole('link', { name: /Cancel/ }).click();
  await heading(page, 'You did not sign in with North').waitFor();
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.waitForURL('**/sign-in');
  expect(await heading(page, 'Sign in').count()).toBe(1);
  await context.close();
});
