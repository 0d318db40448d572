import type { CDPSession, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setPassword } from '../../src/features/accounts/accounts.ts';
import { hashPassword } from '../../src/features/accounts/passwords.ts';
import { codeOf } from '../../src/features/second-factor/app-for-tests.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

const password = 'correct horse battery';

let site: Site;

beforeAll(async () => {
  site = await openSite();
  const passwordHash = await hashPassword(password);
  for (const name of ['asker', 'answerer', 'colleague'] as const) {
    await setPassword(site.platform.db, site.members[name].account.id, passwordHash);
  }
});
afterAll(() => site.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signInWithPassword(page: Page, name: string, to: string): Promise<void> {
  await page.goto(`/sign-in?to=${to}`);
  await page.getByLabel('E-mail address').fill(`${name}@cairn.test`);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/');
  await page.locator('.account-menu summary').click();
  await button(page, 'Sign out').click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
}

interface Device {
  page: Page;
  troubles: string[];
  cdp: CDPSession;
  authenticatorId: string;
}

/** A window on a machine that has passkeys of its own; its owner does nothing until told. */
async function openDevice(): Promise<Device> {
  const context = await site.open();
  const troubles = collectTroubles(context, site.origin);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  return { page, troubles, cdp, authenticatorId };
}

/** Somebody touches the device. */
async function agree({ cdp, authenticatorId }: Device, enabled = true): Promise<void> {
  await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
}

async function addPasskey(device: Device, name: string): Promise<void> {
  const { page } = device;
  await page.goto('/settings/sign-in');
  await page.getByLabel('Name of a new one').fill(name);
  await agree(device);
  await button(page, 'Add a passkey').click();
  await page.getByText('The passkey is added').waitFor();
  await agree(device, false);
}

/** The page once it waits for a passkey in its field: a touch that comes before would answer that, and go on. */
async function openSignIn(page: Page, query = ''): Promise<void> {
  const isChallenge = (response: Response) => response.url().endsWith('/sign-in/passkey/challenge');
  const challenge = page.waitForResponse(isChallenge);
  await page.goto(`/sign-in${query}`);
  await (await challenge).finished();
  await button(page, 'Sign in with a passkey').waitFor();
}

describe('a passkey', () => {
  let device: Device;

  it('is added on a device', async () => {
    device = await openDevice();
    await signInWithPassword(device.page, 'asker', '/settings/sign-in');
    await device.page.waitForURL('/settings/sign-in');
    await addPasskey(device, 'This laptop');
    await device.page.locator('strong', { hasText: 'This laptop' }).waitFor();
    const { credentials } = await device.cdp.send('WebAuthn.getCredentials', {
      authenticatorId: device.authenticatorId,
    });
    expect(credentials).toHaveLength(1);
    expect(credentials[0]).toMatchObject({ isResidentCredential: true, rpId: 'localhost' });
  });

  it('signs in without a name, and leads on', async () => {
    const { page } = device;
    await signOut(page);
    await openSignIn(page, '?to=/drafts');
    await agree(device);
    await button(page, 'Sign in with a passkey').click();
    await page.waitForURL('/drafts');
    await page.goto('/settings/account');
    expect(await page.getByText('asker@cairn.test').count()).toBe(1);
  });

  it('is offered in the field of the address', async () => {
    const { page } = device;
    await signOut(page);
    await agree(device);
    await page.goto('/sign-in?to=/drafts');
    await page.waitForURL('/drafts');
    expect((await page.goto('/settings'))?.status()).toBe(200);
  });

  it('is not added twice to one device', async () => {
    const { page } = device;
    await page.goto('/settings/sign-in');
    await button(page, 'Add a passkey').click();
    const words = page.getByText('This device has a passkey for your account already.');
    await words.waitFor();
    expect(await page.locator('.passkeys li').count()).toBe(1);
  });

  it('is renamed and removed, and then signs in no more', async () => {
    const { page } = device;
    await page.locator('summary', { hasText: 'Rename' }).click();
    await page.getByLabel('New name of This laptop').fill('The old laptop');
    await button(page, 'Rename').click();
    await page.locator('strong', { hasText: 'The old laptop' }).waitFor();
    await page.getByRole('button', { name: 'Remove The old laptop' }).click();
    await page.getByText('The passkey is removed here.').waitFor();
    await agree(device, false);
    await signOut(page);
    await openSignIn(page);
    await agree(device);
    await button(page, 'Sign in with a passkey').click();
    await page.getByText('This passkey is not known here').waitFor();
    await agree(device, false);
    // The answer’s own field may have taken the touch meanwhile, and be on its way.
    const other = await page.context().newPage();
    expect((await other.goto('/settings'))?.status()).toBe(401);
    await other.close();
  });

  it('broke no script and met nothing that the policy refuses', () => {
    // The refusals above are answers like these.
    const expected = /status of (401|422)/;
    expect(device.troubles.filter((trouble) => !expected.test(trouble))).toEqual([]);
  });

  it('is not spoken of where there are no scripts', async () => {
    const page = await (await site.open(null, { javaScriptEnabled: false })).newPage();
    await page.goto('/sign-in');
    expect(await button(page, 'Sign in with a passkey').isVisible()).toBe(false);
    await signInWithPassword(page, 'asker', '/settings/sign-in');
    await page.getByText('To add one you need a browser that has passkeys').waitFor();
    expect(await button(page, 'Add a passkey').isVisible()).toBe(false);
  });
});

describe.each([
  { name: 'answerer', javaScriptEnabled: true },
  { name: 'colleague', javaScriptEnabled: false },
])('a second step, with $javaScriptEnabled for JavaScript', ({ name, javaScriptEnabled }) => {
  let page: Page;
  let key = '';
  let recoveryCodes: string[] = [];

  it('is set up by the key under the picture', async () => {
    page = await (await site.open(null, { javaScriptEnabled })).newPage();
    await signInWithPassword(page, name, '/settings/sign-in');
    await page.getByRole('link', { name: 'Set it up' }).click();
    await page.getByRole('img', { name: /picture for the app/ }).waitFor();
    key = (await page.locator('code').textContent()) ?? '';
    await page.getByLabel('Code').fill(codeOf(key, new Date()));
    await button(page, 'Turn it on').click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    recoveryCodes = await page.locator('.recovery-codes code').allTextContents();
    expect(recoveryCodes).toHaveLength(10);
  });

  it('is asked for after the password, and a code that was used does not count', async () => {
    await signOut(page);
    await signInWithPassword(page, name, '/drafts');
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect((await page.request.get('/settings')).status()).toBe(401);
    await page.getByLabel('Code').fill('000000');
    await button(page, 'Sign in').click();
    await page.getByText('This code does not count').first().waitFor();
    // The half minute after this one, so as not to wait for it.
    await page.getByLabel('Code').fill(codeOf(key, new Date(Date.now() + 30_000)));
    await button(page, 'Sign in').click();
    await page.waitForURL('/drafts');
  });

  it('is given by a recovery code too, once', async () => {
    await signOut(page);
    await signInWithPassword(page, name, '/settings/sign-in');
    await page.getByLabel('Code').fill(recoveryCodes[0] ?? '');
    await button(page, 'Sign in').click();
    await page.getByRole('button', { name: 'Turn it off' }).waitFor();
    expect(await page.getByText('9 recovery codes').count()).toBe(1);
  });

  it('is turned off', async () => {
    await button(page, 'Turn it off').click();
    await page.getByText('The second step is off.').waitFor();
    await signOut(page);
    await signInWithPassword(page, name, '/drafts');
    await page.waitForURL('/drafts');
    expect((await page.goto('/settings'))?.status()).toBe(200);
  });
});

it('a browser is signed out from another', async () => {
  const here = await (await site.open('answerer')).newPage();
  const there = await (await site.open(null)).newPage();
  await signInWithPassword(there, 'answerer', '/settings');
  await there.waitForURL('/settings');
  await here.goto('/settings/sessions');
  expect(await here.getByText('this one').count()).toBe(1);
  await button(here, 'Sign out everywhere else').click();
  await here.getByText('Every other browser is signed out.').waitFor();
  expect((await here.goto('/settings'))?.status()).toBe(200);
  expect((await there.goto('/settings'))?.status()).toBe(401);
});
