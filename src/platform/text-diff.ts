import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

// Edits of a revision are few; a rewrite is not read word by word, and the search grows with its square.
const wordEdits = 2_000;
const lineEdits = 2_000;
const wordTimeout = 150;

/**
 * What changed between two revisions, in reading order: word by word, or line by line where so much changed
 * that words would take too long, or as one removal and one addition. The same and added parts together are
 * `after`, the same and removed ones `before`.
 */
export function diffText(before: string, after: string): DiffPart[] {
  const changes =
    diffWordsWithSpace(before, after, { maxEditLength: wordEdits, timeout: wordTimeout }) ??
    diffLines(before, after, { maxEditLength: lineEdits, timeout: wordTimeout });
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
