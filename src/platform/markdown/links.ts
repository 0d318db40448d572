import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { findHost } from './addresses.ts';
import { textOfInline } from './plain-text.ts';
import { showsAnotherHost } from './shown-address.ts';

/**
 * Links to elsewhere are marked for search engines; one whose text shows another address than its target is
 * followed by the target's host. The addresses of reference definitions may together be as long as the post,
 * or 20,000 characters; beyond it these links are text, for one long definition used a thousand times would
 * make megabytes of a short post.
 */
export function links(markdown: MarkdownIt): void {
  markdown.core.ruler.push('cairn_links', (state) => {
    const budget = { left: Math.max(state.src.length, 20_000) };
    for (const token of state.tokens) {
      if (token.children?.some(({ type }) => type === 'link_open')) {
        token.children = mendLinks(token.children, budget, state);
      }
    }
  });
}

function mendLinks(inlines: Token[], budget: { left: number }, state: StateCore): Token[] {
  const mended: Token[] = [];
  let link: { open: Token; words: Token[] } | null = null;
  for (const token of inlines) {
    if (token.type === 'link_open') link = { open: token, words: [] };
    else if (!link) mended.push(token);
    else if (token.type !== 'link_close') link.words.push(token);
    else {
      for (const part of mendLink(link.open, link.words, token, budget, state)) mended.push(part);
      link = null;
    }
  }
  return mended;
}

function mendLink(
  open: Token,
  words: Token[],
  close: Token,
  budget: { left: number },
  state: StateCore,
): Token[] {
  const address = String(open.attrGet('href'));
  if (open.meta?.label) budget.left -= address.length + String(open.attrGet('title') ?? '').length;
  if (address === '' || (open.meta?.label && budget.left < 0)) return words;
  const host = findHost(address);
  if (/^http/i.test(address)) open.attrSet('rel', 'nofollow ugc noopener');
  const shown = textOfInline(words);
  if (shown.trim() === '' && !words.some(({ type }) => type === 'own_image')) {
    words.push(createText(host ?? address, state));
  }
  const mark = host && isMisleading(open, shown, host) ? [createText(` (${host})`, state)] : [];
  return [open, ...words, close, ...mark];
}

// An address typed as it stands leads where it says, unless the browser reads its host otherwise: in letters
// outside ASCII, or as a number.
function isMisleading(open: Token, shown: string, host: string): boolean {
  return open.info === 'auto' ? !shown.toLowerCase().includes(host) : showsAnotherHost(shown, host);
}

function createText(content: string, state: StateCore): Token {
  const text = new state.Token('text', '', 0);
  text.content = content;
  return text;
}
