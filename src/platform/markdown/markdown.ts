import { replaceUnprintable, truncate, withoutBidiControls, withoutMarkFloods } from '../text.ts';
import { parser } from './parser.ts';
import { textOf } from './plain-text.ts';

/** Stored beside rendered HTML. Raised whenever the same source renders to other bytes. */
export const MARKDOWN_VERSION = 1;

/**
 * HTML of a post, safe to place in a page as it is: the rules stand in docs/decisions/0004-markdown.md.
 * `headingBase` is the level of the outermost heading (3 by default, `<h3>`). Never throws; takes time and
 * gives output in proportion to the source (at most 40 times its length plus 40,000 characters).
 */
export function renderMarkdown(source: string, { headingBase = 3 }: { headingBase?: number } = {}): string {
  const html = parser.render(readable(source), { headingBase });
  // Once more on the way out: character references (&#x202e;) bring back what the source no longer holds.
  return withoutMarkFloods(withoutBidiControls(html));
}

/**
 * The words of a post on one line, without markup, for descriptions and feeds. With `max`, at most that
 * many code points, cut after a word.
 */
export function plainText(source: string, max?: number): string {
  // A page of lists excerpts many posts: ten characters of source for one of text is ample.
  const read = max === undefined ? source : source.slice(0, max * 10 + 2000);
  const text = withoutMarkFloods(withoutBidiControls(textOf(parser.parse(readable(read), {}))));
  return max === undefined ? text : truncate(text, max);
}

function readable(source: string): string {
  return withoutBidiControls(replaceUnprintable(source, '\ufffd'));
}
