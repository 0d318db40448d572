import type { OpenPlatform } from '../../platform/open.ts';

/** What is gone for good with the keys of a version; for `cairn start` and `cairn doctor`. */
export const lostWords =
  'everything stays readable, but nobody owns the masked posts, votes, drafts, stated careers and second factors ' +
  'that were made with them, suspensions no longer hold, a work mailbox can verify once more, and everybody has to sign in again';

export const closedWords =
  'who wrote with them is no longer told of replies by mail, and can no longer be suspended';

/** One line for whoever starts Cairn, or null where all keys are here. */
export function missingKeysLine({
  missingKeys: { lost, closed },
}: Pick<OpenPlatform, 'missingKeys'>): string | null {
  if (lost.length > 0) return `Keys are lost (${versionWords(lost)}): ${lostWords}. See cairn doctor.`;
  if (closed.length > 0)
    return `The authors’ keys are lost (${versionWords(closed)}): ${closedWords}. See cairn doctor.`;
  return null;
}

export function versionWords(numbers: readonly number[]): string {
  return `version${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`;
}
