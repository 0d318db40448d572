import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** An address that exists only for the test: the page below is all that it serves. */
export const blankAddress = 'http://blank.test/questions/abc/title';

export type BlankPage = { page: Page; requests: string[]; show: (body: string) => Promise<void> };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('browser'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}

/**
 * A page without any Content-Security-Policy, that keeps the addresses it asks for beside its own and reaches
 * none of them.
 */
export async function openBlankPage(browser: Browser): Promise<BlankPage> {
  const page = await (await browser.newContext()).newPage();
  const requests: string[] = [];
  let html = '';
  await page.route('**/*', async (route) => {
    const address = route.request().url();
    if (address === blankAddress)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (!address.endsWith('/favicon.ico')) requests.push(address);
    return route.abort();
  });
  const show = async (body: string): Promise<void> => {
    html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Blank</title></head><body>${body}</body></html>`;
    await page.goto(blankAddress);
  };
  return { page, requests, show };
}
