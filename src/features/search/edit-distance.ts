/**
 * How many slips of the keyboard lie between two words: letters left out, added, swapped with their
 * neighbour or mistaken (optimal string alignment; F. J. Damerau, 1964). Stops at `most` + 1.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
        swapped ? at(before, column - 2) + 1 : Infinity,
      ];
      line.push(Math.min(...steps));
    }
    if (Math.min(...line) > most) return most + 1;
    [before, above] = [above, line];
  }
  return at(above, b.length);
}

function at(line: readonly number[], column: number): number {
  return line[column] ?? Infinity;
}

/** Everything one slip away from a word of Latin letters: for short ones, which have too few trigrams to be found by. */
export function slipsOf(word: string): string[] {
  const slips = new Set<string>();
  for (let place = 0; place <= word.length; place += 1) {
    const [head, tail] = [word.slice(0, place), word.slice(place)];
    slips.add(head + tail.slice(1));
    if (tail.length > 1) slips.add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      slips.add(head + letter + tail);
      slips.add(head + letter + tail.slice(1));
    }
  }
  slips.delete(word);
  return [...slips];
}
