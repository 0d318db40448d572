import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/**
 * Heading levels follow the outline of the post, not the number of marks: the outermost becomes
 * `headingBase`, one below it the next, and none is skipped, so that every page has a sound outline.
 * Headings without a word are left out.
 */
export function headings(markdown: MarkdownIt): void {
  markdown.core.ruler.push('cairn_headings', nestHeadings);
}

function nestHeadings({ tokens, env }: StateCore): void {
  const base = Number(env.headingBase ?? 3);
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    if (isEmpty(tokens[index + 1])) {
      hide(tokens.slice(index, index + 3));
      continue;
    }
    const level = Number(token.tag.slice(1));
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    token.tag = `h${Math.min(6, base + open.length - 1)}`;
    const close = tokens[index + 2];
    if (close) close.tag = token.tag;
  }
}

function isEmpty(inline: Token | undefined): boolean {
  return !inline?.children?.some(({ type, content }) => type === 'image' || content.trim() !== '');
}

function hide(tokens: Token[]): void {
  for (const token of tokens) {
    token.hidden = true;
    token.children = token.children && [];
  }
}
