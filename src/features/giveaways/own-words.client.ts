import type { Match, Rule } from './rule.client.ts';

const run = 6;

type Word = { word: string; start: number; end: number };

function readWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)].map(({ 0: word, index }) => ({
    word: word.toLowerCase().replace('’', "'"),
    start: index,
    end: index + word.length,
  }));
}

function runAt(words: readonly Word[], at: number): string | null {
  const taken = words.slice(at, at + run).map(({ word }) => word);
  // "I do not know what to" is everybody's; a run needs words of some length to be somebody's.
  return taken.length === run && taken.filter((word) => word.length >= 5).length >= 2
    ? taken.join(' ')
    : null;
}

/** Finds runs of six words that also stand in one of these texts. */
export function ownWordsFinder(texts: readonly string[]): (text: string) => Match[] {
  const known = new Set<string>();
  for (const text of texts) {
    const words = readWords(text);
    for (let at = 0; at < words.length; at += 1) {
      const here = runAt(words, at);
      if (here) known.add(here);
    }
  }
  return (text) => {
    const words = readWords(text);
    const matches: Match[] = [];
    for (let at = 0; at + run <= words.length; at += 1) {
      const here = runAt(words, at);
      const [first, last] = [words[at], words[at + run - 1]];
      if (!here || !known.has(here) || !first || !last) continue;
      const before = matches.at(-1);
      if (before && before.end >= first.start) before.end = last.end;
      else matches.push({ start: first.start, end: last.end, proposal: 'Say it in other words.' });
    }
    return matches;
  };
}

export const ownWords: Rule = {
  name: 'own',
  reason: 'You have written these words under your name: a search finds both.',
  find: (text, { findOwnWords }) => findOwnWords?.(text) ?? [],
};
