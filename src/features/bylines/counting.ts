import type { Platform } from '../../platform/platform.ts';
import type { VerifiedCompany } from '../careers/careers.ts';
import type { VerifiedCareer } from '../careers/verified-careers.ts';
import { listVerifiedCareers, rewriteCareers } from '../careers/verified-careers.ts';
import { beginEpoch } from './epochs.ts';
import { pathOf } from './paths.ts';
import type { CountedMember } from './solver.ts';

const hour = 60 * 60 * 1000;
const lockedFor = 72 * hour;
const laterVerifications = 3;
const countedAfter = 14 * 24 * hour;

/**
 * Once a day: opens the bylines of those who were verified long enough ago and are no longer the last ones, and
 * at the start of a month decides which classes may be shown.
 */
export async function countCareers(platform: Platform): Promise<void> {
  const careers: VerifiedCareer[] = [];
  for await (const chunk of listVerifiedCareers(platform)) careers.push(...chunk);
  const now = platform.clock.now().getTime();
  const unlocked = findUnlocked(careers, now);
  await rewriteCareers(platform, unlocked);
  const able = careers.filter(({ accountId, career }) => career.verified.unlocked || unlocked.has(accountId));
  await beginEpoch(platform, async () => await Promise.resolve(listCounted(platform, able, now)));
}

/** Those whose byline may be used from now on: nobody can tell from its first use whose verification came before. */
function findUnlocked(careers: readonly VerifiedCareer[], now: number): Map<string, string> {
  const times = new Map<string, number[]>();
  for (const { career } of careers) {
    const { companyId } = career.verified;
    const known = times.get(companyId) ?? [];
    known.push(firstVerified(career.verified));
    times.set(companyId, known);
  }
  for (const each of times.values()) each.sort((a, b) => b - a);
  const found = careers.filter(({ career: { verified } }) => {
    const at = firstVerified(verified);
    const enoughLater = (times.get(verified.companyId)?.[laterVerifications - 1] ?? -Infinity) > at;
    return !verified.unlocked && at <= now - lockedFor && enoughLater;
  });
  return new Map(found.map(({ accountId, career }) => [accountId, career.verified.at]));
}

/** Those of these who are counted; each of them can show what is open to them, and is no newcomer. */
function listCounted(
  { keys }: Pick<Platform, 'keys'>,
  careers: readonly VerifiedCareer[],
  now: number,
): CountedMember[] {
  return careers
    .filter(({ madeByOperator, career }) => !madeByOperator && isOld(career.verified, now))
    .map(({ accountId, career }) => ({
      key: keys.mac('counted', [accountId]).toString('hex'),
      path: pathOf(career, career.verified),
    }));
}

function isOld(verified: VerifiedCompany, now: number): boolean {
  return firstVerified(verified) <= now - countedAfter;
}

/** Milliseconds since 1970. Whoever renews is nobody new: it neither unlocks others nor counts anew. */
function firstVerified({ at, since = at }: VerifiedCompany): number {
  return Date.parse(since);
}
