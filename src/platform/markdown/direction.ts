import type { MarkdownIt, StateCore } from 'markdown-it';

/**
 * Every outermost block takes the direction of its own first letter (`dir="auto"`); what is inside inherits
 * it, because the markers of a list or the rule of a quote must stand on the side where its text begins.
 * Code always reads from left to right.
 */
export function blockDirection(markdown: MarkdownIt): void {
  markdown.core.ruler.push('cairn_direction', directBlocks);
}

function directBlocks({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.level === 0 && token.nesting === 1) token.attrSet('dir', 'auto');
  }
}
