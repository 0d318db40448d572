import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../../build/paths.mjs';
import { loadLadders } from '../../src/features/companies/loading-ladders.ts';
import type { Mailbox } from '../mailbox.ts';
import { openMailbox } from '../mailbox.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let mailbox: Mailbox;
let site: Site;

beforeAll(async () => {
  mailbox = await openMailbox();
  site = await openSite({ SMTP_URL: mailbox.url });
  await loadLadders(site.platform, join(root, 'ladders'));
});
afterAll(async () => {
  await site.close();
  await mailbox.close();
});

async function codeMailedTo(address: string): Promise<string> {
  const letter = await vi.waitUntil(() => mailbox.delivered.find(({ to }) => to.includes(address)), {
    timeout: 10_000,
  });
  return /\d{4} \d{4}/.exec(letter.mail.text ?? '')?.[0] ?? '';
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.each([
  { who: 'outsider', javaScriptEnabled: true, address: 'ada@amazon.com' },
  { who: 'moderator', javaScriptEnabled: false, address: 'grace@amazon.com' },
] as const)('a career, with $javaScriptEnabled for JavaScript', ({ who, javaScriptEnabled, address }) => {
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    const context = await site.open(who, { javaScriptEnabled });
    const found = collectTroubles(context, site.origin);
    context.on('close', () => troubles.push(...found));
    page = await context.newPage();
  });

  it('is looked up on the level map', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Levels', exact: true }).click();
    await page.getByLabel('A level, with its company if you like').fill('amazon sde-2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '“Amazon SDE II”' }).waitFor();
    await page.getByRole('link', { name: 'Amazon', exact: true }).click();
    await page.getByRole('heading', { name: 'Levels at Amazon' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/levels/amazon');
  });

  it('is stated, with the band that the map proposes, and kept by Enter', async () => {
    await page.goto('/settings/career');
    await page.getByLabel('Role (optional)').fill('software engineer');
    await page.getByLabel('Company (optional)').fill('AWS');
    await page.getByLabel('Your level’s name there (optional)').fill('sde 2');
    await button(page, 'Propose the level').click();
    await page.getByText('On the level map, SDE II at').waitFor();
    const level = page.getByRole('combobox', { name: 'Level (optional)' });
    expect(await level.inputValue()).toBe('Mid-Level');
    await level.selectOption('Senior');
    await page.getByLabel('Role (optional)').press('Enter');
    await page.getByText('Saved.').waitFor();
    expect(await page.getByLabel('Company (optional)').inputValue()).toBe('Amazon');
    expect(await page.getByRole('combobox', { name: 'Level (optional)' }).inputValue()).toBe('Senior');
  });

  it('is verified by a code, after a refusal that says why', async () => {
    await page.getByRole('link', { name: 'Verify your company' }).click();
    await page.getByLabel('Your address at work').fill('ada@gmail.com');
    await button(page, 'Mail me a code').click();
    await page.getByText('It takes one that your employer gave you').first().waitFor();
    await page.getByLabel('Your address at work').fill(address);
    await button(page, 'Mail me a code').click();
    await page.getByLabel('Code', { exact: true }).fill(await codeMailedTo(address));
    await button(page, 'Verify').click();
    await page.getByText('You are verified until').waitFor();
    await page.getByText('three more people from there').waitFor();
    expect(await page.locator('main').innerText()).not.toContain(address);
  });

  it('is no longer verified for who has left', async () => {
    await button(page, 'I left Amazon').click();
    await page.getByText('The verification has ended.').waitFor();
    await page.goto('/settings/career');
    expect(await page.getByLabel('Company (optional)').inputValue()).toBe('');
    await page.context().close();
    expect(troubles).toEqual([]);
  });
});
