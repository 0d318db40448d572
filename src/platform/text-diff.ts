import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

// The search takes time with the square of the edits; a rewrite of hundreds of words is not read word by word.
const mostEdits = 500;

/**
 * What changed between two revisions, in reading order: word by word, or line by line where so much changed
 * that words would take too long, or as one removal and one addition. The same and added parts together are
 * `after`, the same and removed ones `before`. `among`: how many such pairs are compared for one page, which
 * then takes about as long as with one.
 */
export function diffText(before: string, after: string, among = 1): DiffPart[] {
  const bound = { maxEditLength: Math.ceil(mostEdits / Math.sqrt(among)) };
  const changes = diffWordsWithSpace(before, after, bound) ?? diffLines(before, after, bound);
  return changes ? toParts(changes) : replaceWhole(before, after);
}

function toParts(changes: ChangeObject<string>[]): DiffPart[] {
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

function replaceWhole(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  return parts.filter(({ text }) => text !== '');
}
