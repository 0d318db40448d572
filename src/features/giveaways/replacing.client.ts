import type { Giveaway } from './find-giveaways.client.ts';
import { isSentenceStart } from './rule.client.ts';

type Place = { start: number; end: number; replacement: string };

/** Where the replacement goes and how it reads there: its article, its capital, a comma less. Null where there is none. */
export function placeReplacement(text: string, giveaway: Giveaway): Place | null {
  const { start, end, replacement } = giveaway;
  if (replacement === undefined) return null;
  if (replacement === '') return { start, end: end + (endsInComma(text, giveaway) ? 1 : 0), replacement };
  const article = /\b(?:an?|the) $/i.exec(text.slice(Math.max(0, start - 4), start))?.[0];
  if (!article) return { start, end, replacement: capital(text, start, replacement) };
  const from = start - article.length;
  const ownArticle = /^(?:an?|the|some|several|dozens|hundreds|thousands|in) /.test(replacement);
  const words =
    ownArticle || /^the/i.test(article) ? replacement : `${articleFor(replacement)} ${replacement}`;
  const begin = /^the/i.test(article) && !ownArticle ? start : from;
  return { start: begin, end, replacement: capital(text, begin, words) };
}

function endsInComma(text: string, { start, end }: Giveaway): boolean {
  return text[start] === ',' && text[end] === ',';
}

function articleFor(words: string): string {
  return /^[aeiou]/i.test(words) ? 'an' : 'a';
}

function capital(text: string, at: number, words: string): string {
  return isSentenceStart(text, at) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
