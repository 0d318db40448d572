import type { Platform } from '../../platform/platform.ts';

// Whose an RSVP is, is opened here and nowhere else, and only in workers (docs/decisions/0012-keys.md).

/** Seals who wants to come: for workers to open, bound to the AMA. */
export function sealRsvp({ keys }: Pick<Platform, 'keys'>, accountId: string, amaId: string): Buffer {
  return keys.sealAway('rsvp', Buffer.from(accountId), amaId);
}

/** Opens it, for reminding them and for nothing else. Null where the key is lost. */
export function openRsvpToRemind(
  { opener }: Pick<Platform, 'opener'>,
  { sealed, amaId }: { sealed: Buffer; amaId: string },
): string | null {
  if (!opener) throw new Error('who is reminded is opened by workers only');
  return opener.open('rsvp', sealed, amaId)?.toString() ?? null;
}
