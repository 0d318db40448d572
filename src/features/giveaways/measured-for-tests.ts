import type { RuleName, Writer } from './rule.client.ts';
import { findGiveaways } from './find-giveaways.client.ts';

interface Span {
  rule: string;
  start: number;
  end: number;
}

/** `I am an {level|E5}.` as the plain sentence and where what is marked stands in it. */
export function readLabelled(labelled: string): { text: string; spans: Span[] } {
  let text = '';
  const spans: Span[] = [];
  for (const [piece, rule, words] of labelled.matchAll(/\{(\w+)\|([^}]+)\}|[^{]+/g)) {
    if (rule && words) spans.push({ rule, start: text.length, end: text.length + words.length });
    text += words ?? piece;
  }
  return { text, spans };
}

export interface Score {
  right: number;
  wrong: number;
  missed: number;
  /** Of what was found, how much was marked. */
  precision: number;
  /** Of what was marked, how much was found. */
  recall: number;
}

const writer: Writer = { companyShown: false, company: null, findOwnWords: null };

/** Runs the rules over marked sentences: a finding is right where it touches a mark of its own rule. */
export function measure(sentences: readonly string[]): {
  all: Score;
  byRule: Map<RuleName, Score>;
  mistakes: string[];
} {
  const counts = new Map<RuleName, { right: number; wrong: number; missed: number }>();
  const mistakes: string[] = [];
  const countOf = (rule: RuleName) => {
    const count = counts.get(rule) ?? { right: 0, wrong: 0, missed: 0 };
    counts.set(rule, count);
    return count;
  };
  for (const labelled of sentences) {
    const { text, spans } = readLabelled(labelled);
    const found = findGiveaways(text, writer);
    const touching = (a: Span, b: Span) => a.rule === b.rule && a.start < b.end && b.start < a.end;
    for (const mark of spans) {
      const isFound = found.some((one) => touching(one, mark));
      countOf(mark.rule as RuleName)[isFound ? 'right' : 'missed'] += 1;
      if (!isFound) mistakes.push(`missed ${mark.rule}: ${labelled}`);
    }
    for (const one of found.filter((each) => !spans.some((mark) => touching(each, mark)))) {
      countOf(one.rule).wrong += 1;
      mistakes.push(`wrong ${one.rule} “${one.words}”: ${labelled}`);
    }
  }
  const byRule = new Map([...counts].map(([rule, count]) => [rule, scoreOf(count)]));
  const sum = (key: 'right' | 'wrong' | 'missed') =>
    [...counts.values()].reduce((total, count) => total + count[key], 0);
  return {
    all: scoreOf({ right: sum('right'), wrong: sum('wrong'), missed: sum('missed') }),
    byRule,
    mistakes,
  };
}

function scoreOf(count: { right: number; wrong: number; missed: number }): Score {
  const { right, wrong, missed } = count;
  return { ...count, precision: right / (right + wrong || 1), recall: right / (right + missed || 1) };
}
