import { plainText } from '../../platform/markdown/markdown.ts';

const most = 6;
const longest = 200;

/** What one may ask, from the bullets of an AMA's text. */
export function promptsOf(body: string): string[] {
  const bullets = [...body.matchAll(/^[ \t]{0,3}[-*+][ \t]+(\S.*)$/gm)].map(([, text = '']) =>
    plainText(text, longest),
  );
  return [...new Set(bullets)].slice(0, most);
}
