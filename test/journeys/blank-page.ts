import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** An address that exists only for the test: the page below is all that it serves. */
const blankAddress = 'http://blank.test/questions/abc/title';

export type BlankPage = {
  page: Page;
  requests: string[];
  /** Puts this between the tags of a body. */
  show: (body: string) => Promise<void>;
  /** The whole document. */
  showDocument: (html: string) => Promise<void>;
};

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
  const showDocument = async (whole: string): Promise<void> => {
    html = whole;
    await page.goto(blankAddress);
  };
  const show = (body: string): Promise<void> =>
    showDocument(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Blank</title></head><body>${body}</body></html>`,
    );
  return { page, requests, show, showDocument };
}

/** What ran in the page, or tried to: dialogs, errors of scripts, navigations. */
export async function watch({ page }: BlankPage): Promise<string[]> {
  const ran: string[] = [];
  page.on('dialog', async (dialog) => {
    ran.push(dialog.message());
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => ran.push(error.message));
  page.on('framenavigated', (frame) => {
    if (frame.url() !== blankAddress) ran.push(frame.url());
  });
  await page.exposeFunction('tellThatScriptRan', (name: string) => ran.push(name));
  await page.addInitScript(() => {
    for (const name of ['alert', 'prompt', 'confirm', 'print', 'open'] as const) {
      Object.assign(window, { [name]: () => Reflect.get(window, 'tellThatScriptRan')(name) });
    }
  });
  return ran;
}
