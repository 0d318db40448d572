import type { Random } from '../../platform/random.ts';
import { newId } from '../../platform/random.ts';

export interface Part {
  id: string;
  text: string;
}

/**
 * The parts of a question, from their texts: one whose text or else whose place is known keeps its id, so
 * that answers go on pointing at it.
 */
export function nameParts(random: Random, texts: readonly string[], known: readonly Part[]): Part[] {
  const left = [...known];
  const sameText = texts.map((text) => take(left, (part) => part.text === text));
  return texts.map((text, index) => {
    const at = known[index];
    const part = sameText[index] ?? (at && take(left, ({ id }) => id === at.id));
    return { id: part?.id ?? newId(random), text };
  });
}

function take(parts: Part[], matches: (part: Part) => boolean): Part | undefined {
  const index = parts.findIndex(matches);
  return index === -1 ? undefined : parts.splice(index, 1)[0];
}
