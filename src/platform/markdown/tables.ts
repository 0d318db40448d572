import createParser, { type Env, type MarkdownIt, type StateBlock, type Token } from 'markdown-it';

type CellBudget = { left: number };

/**
 * Tables scroll sideways inside a box of their own that can be reached by keyboard. A post holds at most as
 * many cells as it has characters, and 1,000: missing cells are filled in, so that rows of one letter under a
 * wide head would else make megabytes; what is beyond it stays text.
 */
export function tables(markdown: MarkdownIt): void {
  markdown.block.ruler.at('table', boundedTable, { alt: ['paragraph', 'reference'] });
  markdown.core.ruler.push('cairn_tables', ({ tokens }) => dressCells(tokens));
  markdown.renderer.rules.table_open = (tokens, index, options, _env, renderer) =>
    `<div class="table-scroll" tabindex="0" role="group" aria-label="Table">\n` +
    renderer.renderToken(tokens, index, options);
  markdown.renderer.rules.table_close = () => '</table>\n</div>\n';
}

const [parseTable] = createParser('zero').enable('table').block.ruler.getRules('');

function boundedTable(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (!parseTable?.(state, startLine, endLine, true)) return false;
  if (silent) return true;
  const budget = cellBudget(state);
  const columns = countColumns(state, startLine + 1);
  const rows = Math.floor(budget.left / columns);
  if (rows < 1) return false;
  if (!parseTable(state, startLine, Math.min(endLine, startLine + 1 + rows), false)) return false;
  budget.left -= columns * (state.line - startLine);
  return true;
}

function cellBudget(state: StateBlock): CellBudget {
  const env: Env & { cellBudget?: CellBudget } = state.env;
  env.cellBudget ??= { left: state.src.length + 1000 };
  return env.cellBudget;
}

function countColumns(state: StateBlock, line: number): number {
  return state.getLines(line, line + 1, 0, false).split('|').length;
}

function dressCells(tokens: Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'th_open' && token.type !== 'td_open') continue;
    const side = /(left|center|right)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
    token.attrs = side ? [['class', `align-${side}`]] : null;
    if (token.type === 'th_open' && tokens[index + 1]?.content === '') makeDataCell(token, tokens[index + 2]);
  }
}

// A head cell without a word names nothing: to a screen reader it is an ordinary cell.
function makeDataCell(...tags: (Token | undefined)[]): void {
  for (const tag of tags) if (tag) tag.tag = 'td';
}
