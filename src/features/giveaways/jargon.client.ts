import type { Rule } from './rule.client.ts';
import { findAll, isSentenceStart, span } from './rule.client.ts';

/** Words that are said at one employer, and what everybody else says. `inside`: not where a sentence begins. */
const table: { words: RegExp; plain: string; inside?: true }[] = [
  { words: /\bforte(?= (?:review|feedback|notes?|process|season|cycle|rating))/gi, plain: 'performance' },
  { words: /\bForte\b/g, plain: 'the review', inside: true },
  { words: /\bPSC\b/g, plain: 'the review' },
  { words: /\bConnects?\b/g, plain: 'self-review', inside: true },
  { words: /\bPerf(?= (?:season|cycle|review|rating|packet|score|calibration))/g, plain: 'Review' },
  { words: /\bPerf\b/g, plain: 'the review', inside: true },
  { words: /\bGRAD\b/g, plain: 'the review' },
  { words: /\bOLR\b/g, plain: 'calibration' },
  { words: /\bV2MOMs?\b/g, plain: 'goals' },
  { words: /\bT3B3s?\b/g, plain: 'feedback' },
  { words: /\bbar[- ]raisers?\b/gi, plain: 'interviewer' },
  { words: /\bLeadership Principles?\b/g, plain: 'company values' },
  { words: /\b(?:PR\/?FAQs?|six[- ]pagers?|6[- ]pagers?)\b/g, plain: 'design document' },
  { words: /\b(?<=\b(?:in|on|into|out of|to) )(?:Focus|Pivot)\b/g, plain: 'a performance plan' },
  { words: /\bunregretted attrition\b|\bURA\b/g, plain: 'attrition targets' },
  { words: /\bPhone ?[Tt]ool\b/g, plain: 'the staff directory' },
  { words: /\b(?:hackamonths?|Hackamonths?)\b/g, plain: 'rotation' },
  {
    words: /\b(?:Metamates?|Nooglers?|Xooglers?|Googlers?|Amazonians?|Microsofties?|Softies)\b/g,
    plain: 'colleagues',
  },
  { words: /\b(?:Googlegeist|MSPoll|MS Poll)\b/g, plain: 'the staff survey' },
  { words: /\b(?:peer bonus(?:es)?)\b/g, plain: 'small bonus' },
  { words: /\b(?:keeper test)\b/gi, plain: 'review' },
  { words: /\b(?:TVCs?)\b/g, plain: 'contractors' },
  { words: /\b(?:g3doc|Moma|Borg|Piper|Blaze)\b/g, plain: 'an internal tool', inside: true },
];

export const jargon: Rule = {
  name: 'jargon',
  reason: 'These words are used at one employer, and whoever works there knows them.',
  find: (text) =>
    table.flatMap(({ words, plain, inside }) =>
      findAll(words, text, (found) => {
        if (inside && isSentenceStart(text, found.index)) return null;
        return { ...span(found), proposal: `Others say “${plain}”.`, replacement: plain };
      }),
    ),
};
