import type { Rule } from './rule.client.ts';
import { findAll, span } from './rule.client.ts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const month = '(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?|' + months.join('|');
const year = String.raw`(?:,? \d{4})?`;
const day = String.raw`\d{1,2}(?:st|nd|rd|th)?`;

const expressions = [
  new RegExp(String.raw`\b(?:on )?(${month}) ${day}(?!\d|[.,]\d|%)${year}\b`, 'g'),
  new RegExp(String.raw`\b(?:on )?(?:the )?${day}(?: of)? (${month})(?![a-z])${year}`, 'g'),
  /\b(?:on )?\d{4}-(\d{2})-\d{2}\b/g,
  /\b(?:on )?\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})\b/g,
  /\b(?:on )?\d{1,2}\.\d{1,2}\.\d{4}\b/g,
];

function monthNamed(words: string | undefined): string | undefined {
  if (!words) return undefined;
  if (/^\d/.test(words)) return months[Number(words) - 1];
  return months.find((name) => name.startsWith(words.slice(0, 3)));
}

export const dates: Rule = {
  name: 'date',
  reason: 'Few things happen on one day: a date can be looked up, in mails, calendars and the news.',
  find: (text) =>
    expressions.flatMap((expression) =>
      findAll(expression, text, (found) => {
        const named = monthNamed(found[1]);
        const proposal = 'A month, a season or a quarter is enough.';
        if (!named) return { ...span(found), proposal };
        return { ...span(found), proposal, replacement: found[0].startsWith('on ') ? `in ${named}` : named };
      }),
    ),
};
