import type { Token } from 'markdown-it';

/** The words of inline tokens, as they stand. */
export function textOfInline(tokens: Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += ' ';
    else if (token.children) text += textOfInline(token.children);
    else if (token.type !== 'task_box') text += token.content;
  }
  return text;
}

/** The words of a parsed post on one line, blocks separated by a space. */
export function textOf(tokens: Token[]): string {
  return tokens
    .map((token) => (token.type === 'inline' ? textOfInline(token.children ?? []) : token.content))
    .filter((text) => text !== '')
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
