import type { MarkdownIt, Token } from 'markdown-it';
import { isOwnFile } from './addresses.ts';
import { textOfInline } from './plain-text.ts';

/**
 * Only files uploaded here are shown. An image elsewhere would tell its host who reads the page, so it
 * becomes a link to it; inside another link, just its words.
 */
export function images(markdown: MarkdownIt): void {
  markdown.core.ruler.push('cairn_images', ({ tokens, Token: NewToken }) => {
    for (const token of tokens) {
      if (!token.children?.some(({ type }) => type === 'image')) continue;
      token.children = replaceImages(token.children, NewToken);
    }
  });
}

function replaceImages(inlines: Token[], NewToken: typeof Token): Token[] {
  let linkDepth = 0;
  return inlines.flatMap((token) => {
    if (token.type === 'link_open' || token.type === 'link_close') linkDepth += token.nesting;
    if (token.type !== 'image') return [token];
    const address = String(token.attrGet('src') ?? '');
    const words = textOfInline(token.children ?? []).trim();
    if (isOwnFile(address)) return [showImage(token, words)];
    const text = new NewToken('text', '', 0);
    text.content = words || address;
    return linkDepth > 0 ? [text] : linkTo(token, text, NewToken);
  });
}

function showImage(token: Token, words: string): Token {
  token.type = 'own_image';
  token.attrSet('alt', words);
  token.attrSet('loading', 'lazy');
  return token;
}

function linkTo(image: Token, text: Token, NewToken: typeof Token): Token[] {
  const open = new NewToken('link_open', 'a', 1);
  open.attrs = [
    ['class', 'image-link'],
    ['href', image.attrGet('src') ?? ''],
  ];
  const title = image.attrGet('title');
  if (title) open.attrPush(['title', title]);
  open.meta = image.meta;
  return [open, text, new NewToken('link_close', 'a', -1)];
}
