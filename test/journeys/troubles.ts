import type { BrowserContext } from 'playwright-core';

/**
 * Keeps what must not happen in a window: errors of scripts and of the console (what the security policy
 * refuses is among them), and requests to anywhere else. That a page itself is answered by 404 is no trouble.
 */
export function collectTroubles(context: BrowserContext, origin: string): string[] {
  const troubles: string[] = [];
  context.on('weberror', (error) => troubles.push(error.error().message));
  context.on('console', (message) => {
    const isOwnStatus =
      message.text().startsWith('Failed to load resource') && isPage(message.location().url);
    if (['error', 'warning'].includes(message.type()) && !isOwnStatus) troubles.push(message.text());
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) troubles.push(`asked for ${url}`);
  });
  const isPage = (url: string) => context.pages().some((page) => page.url().split('#')[0] === url);
  return troubles;
}
