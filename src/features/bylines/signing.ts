import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { BylineChoice } from './bylines.ts';
import { printByline } from './bylines.ts';
import type { PrintedByline } from './printed-byline.ts';
import { findRememberedChoice } from './remembered-choice.ts';
import type { Rung } from './rungs.ts';
import { findRungs } from './rungs.ts';

/** A way to sign, as a composer offers it. */
export interface OfferedByline extends Pick<Rung, 'choice' | 'refusal' | 'atLeast'> {
  /** To the letter what will stand there; the handle is drawn when it is posted. */
  byline: PrintedByline;
}

/** What a composer needs to know of the bylines of whoever writes in it. */
export interface Signing {
  /** How they have signed in this thread already: then there is nothing to choose. */
  fixed: PrintedByline | null;
  /** The name, where they have a profile. */
  named: OfferedByline | null;
  /** Finest first; those with a refusal are shown, and cannot be chosen. */
  masked: OfferedByline[];
  /** What stands there before anything was chosen. Never the name. */
  proposed: BylineChoice;
  /** Whether level and role are stated. */
  hasCareer: boolean;
  /** A company is stated, and waits for being verified. */
  canVerify: boolean;
}

/** What can be signed with in a thread of these topics, which may not be known yet. */
export async function findSigning(
  platform: Platform,
  account: Account,
  { fixed, topicIds }: { fixed: PrintedByline | null; topicIds: readonly string[] },
): Promise<Signing> {
  const hasCareer = Boolean(account.career?.role ?? account.career?.level);
  const canVerify = Boolean(account.career?.company && !account.career.verified);
  const stated = { fixed, hasCareer, canVerify };
  if (fixed) return { ...stated, named: null, masked: [], proposed: 'member' };
  const [rungs, remembered] = await Promise.all([
    findRungs(platform, platform.db, account),
    findRememberedChoice(platform, account, topicIds),
  ]);
  const masked = rungs.flatMap(({ choice, byline, refusal, atLeast }) => {
    if (!byline) return [];
    const row = { ...byline, handle: '', name: null, profileSlug: null, title: null };
    return [{ choice, byline: printByline(row), refusal, atLeast }];
  });
  return { ...stated, named: offeredName(account), masked, proposed: propose(masked, remembered) };
}

function offeredName({ profile }: Account): OfferedByline | null {
  if (!profile) return null;
  const { name, slug, title } = profile;
  return { choice: 'named', byline: { form: 'named', name, slug, title }, refusal: null, atLeast: null };
}

/**
 * What they chose last in these topics, if it is still open, else the finest that shows no company: a name or
 * an employer that slipped out cannot be taken back, so neither is what stands there unasked.
 */
export function propose(masked: readonly OfferedByline[], remembered: BylineChoice | null): BylineChoice {
  const open = masked.filter(({ refusal }) => refusal === null);
  const proposed =
    open.find(({ choice }) => choice === remembered) ??
    open.find(({ byline }) => byline.form === 'community');
  return proposed?.choice ?? 'member';
}
