import { emails, hosts } from './addresses.client.ts';
import { companies } from './companies.client.ts';
import { counts } from './counts.client.ts';
import { dates } from './dates.client.ts';
import { jargon } from './jargon.client.ts';
import { levels } from './levels.client.ts';
import { names } from './names.client.ts';
import { ownWords } from './own-words.client.ts';
import { places } from './places.client.ts';
import { projects } from './projects.client.ts';
import type { Match, Rule, RuleName, Writer } from './rule.client.ts';

/** A match, with the words that stand there and why they may tell who wrote them. */
export interface Giveaway extends Match {
  rule: RuleName;
  words: string;
  reason: string;
}

/** Where two find the same words, the first of them speaks. */
const rules: readonly Rule[] = [
  ...[emails, hosts, dates, levels, companies, projects, jargon, places, names, counts, ownWords],
];

const asWritten = new Set<RuleName>(['email', 'host']);

/** What in the text may give its author away, in the order of the text. Takes time in proportion to its length. */
export function findGiveaways(text: string, writer: Writer): Giveaway[] {
  const prose = withoutCode(text);
  const found: Giveaway[] = [];
  const taken = new Uint8Array(text.length);
  for (const { name, reason, find } of rules) {
    for (const match of find(asWritten.has(name) ? text : prose, writer)) {
      const { start, end } = match;
      if (name !== 'own' && taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      found.push({ ...match, rule: name, reason, words: wordsAt(text, match) });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** The same length, with blanks where code and the targets of links stand. */
function withoutCode(text: string): string {
  return text.replaceAll(/```[^]*?(?:```|$)|`[^`\n]{1,400}`|\]\([^)\s]{1,400}\)|https?:\/\/\S+/g, (code) =>
    code.replaceAll(/[^\n]/g, ' '),
  );
}

function wordsAt(text: string, { start, end }: Match): string {
  return text.slice(start, end).replaceAll(/^[\s,]+|[\s,]+$/g, '');
}
