import { announce } from './announce.ts';
import { parseFragment } from './trusted-html.ts';

/** How far a video is by now: the part of its author's page that tells. Null where nobody answers. */
export async function fetchNow(): Promise<Element | null> {
  const answer = await fetch(location.pathname, { headers: { 'x-fragment': '1' } }).catch(() => null);
  return answer?.ok ? parseFragment(await answer.text()).querySelector('#video-now') : null;
}

/** Puts that part in place of what is shown, and leaves what somebody writes on the rest of the page. */
export function replaceNow(now: Element, words: string): void {
  const shown = document.querySelector('#video-now');
  const hadFocus = shown?.contains(document.activeElement) ?? false;
  shown?.replaceWith(now);
  if (hadFocus) now.querySelector<HTMLElement>('h2')?.focus();
  announce(words);
}

export async function showNow(words: string): Promise<void> {
  const now = await fetchNow();
  if (now) replaceNow(now, words);
  else location.reload();
}
