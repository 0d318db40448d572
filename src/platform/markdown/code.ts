import type { Env, MarkdownIt, Token } from 'markdown-it';
import { highlight } from './highlight.ts';

// Grammars are not linear: the slowest (C#) takes 0.2 s for this much of the worst text we found for it.
const highlightedLength = 8_000;
const longLine = /.{400}/;

/**
 * Code blocks scroll by keyboard, read from left to right, and are coloured where their language is known;
 * past 8,000 characters of code in one post the rest stays plain, as does a block with very long lines.
 */
export function code(markdown: MarkdownIt): void {
  const { escapeHtml, unescapeAll } = markdown.utils;

  markdown.renderer.rules.code_block = (tokens, index) => block(escapeHtml(tokens[index]?.content ?? ''));
  markdown.renderer.rules.fence = (tokens, index, _options, env) => {
    const token = tokens[index];
    if (!token) return '';
    const language = /^\S*/.exec(unescapeAll(token.info).trim())?.[0] ?? '';
    const coloured = canHighlight(token, env) ? highlight(token.content, language) : null;
    if (!coloured) return block(escapeHtml(token.content));
    return block(coloured.html, ` class="hljs language-${coloured.grammar}"`);
  };
}

function block(html: string, attributes = ''): string {
  return `<pre tabindex="0" dir="ltr"><code${attributes}>${html}</code></pre>\n`;
}

function canHighlight(token: Token, env: Env = {}): boolean {
  if (longLine.test(token.content)) return false;
  const left = Number(env.highlightBudget ?? highlightedLength) - token.content.length;
  if (left >= 0) env.highlightBudget = left;
  return left >= 0;
}
