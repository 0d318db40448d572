import { Forbidden, Invalid } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Career, VerifiedCompany } from '../careers/careers.ts';
import { isVerified } from '../careers/verified-careers.ts';
import type { BylineChoice, CommunityChoice, MaskedByline } from './bylines.ts';
import { communityByline } from './bylines.ts';
import { listOpenClasses } from './classes.ts';
import { isExecutive } from './levels.ts';
import { pathOf } from './paths.ts';
import { classKey, finestOpen } from './solver.ts';

/** A way to sign, as it stands for one account in this epoch. */
export interface Rung {
  choice: BylineChoice;
  /** What is printed; null for the name. */
  byline: MaskedByline | null;
  /** Why it is not open, in words for who would choose it; null where it is. */
  refusal: string | null;
  /** At least so many people show this byline or a finer one of it, in buckets; null for what is only stated. */
  atLeast: number | null;
}

type Signer = Pick<Account, 'profile' | 'career'>;

/** Every way in which this account could sign, finest first; those that print the same as a finer one are left out. */
export async function findRungs(
  { config, clock }: Pick<Platform, 'config' | 'clock'>,
  db: Queryable,
  { profile, career }: Signer,
): Promise<Rung[]> {
  const named: Rung[] = profile ? [open('named', null)] : [];
  const company = career
    ? await companyRungs(db, { career, now: clock.now(), k: config.BYLINE_CLASS_SIZE })
    : [];
  return [...named, ...company, ...communityRungs(career)];
}

/** The byline that this choice prints; throws Invalid where it is not open, Forbidden for the name of who has none. */
export async function requireRung(
  platform: Pick<Platform, 'config' | 'clock'>,
  db: Queryable,
  account: Signer,
  choice: BylineChoice,
): Promise<MaskedByline | null> {
  if (choice === 'level-role' || choice === 'role' || choice === 'member') {
    return communityByline(choice, account.career);
  }
  if (choice === 'named' && !account.profile) {
    throw new Forbidden('To post under your name, make a profile in your settings first.');
  }
  const rung = (await findRungs(platform, db, account)).find((each) => each.choice === choice);
  if (rung?.refusal === null) return rung.byline;
  throw new Invalid({ byline: rung?.refusal ?? 'Your career does not say enough to sign so.' });
}

function communityRungs(career: Career | null): Rung[] {
  const choices: CommunityChoice[] = [];
  if (career?.level) choices.push('level-role');
  if (career?.role) choices.push('role');
  return [...choices, 'member' as const].map((choice) => open(choice, communityByline(choice, career)));
}

async function companyRungs(
  db: Queryable,
  { career, now, k }: { career: Career; now: Date; k: number },
): Promise<Rung[]> {
  const { company } = career;
  if (!isVerified(career, now)) {
    if (company === null) return [];
    return stated(career, company).map(({ choice, byline }) =>
      closed(choice, byline, 'Opens when your company is verified.'),
    );
  }
  const { verified } = career;
  if (verified.unlocked) return await openRungs(db, { career, verified, k });
  return stated(career, verified.company).map(({ choice, byline }) => closed(choice, byline, lockedWords));
}

const lockedWords =
  'Not yet: it opens three days after you were verified, and once three more people of your company have been.';

type Stated = Pick<Rung, 'choice'> & { byline: MaskedByline; steps: number };

/** What the career says of the company, finest first; `steps` is how far down its path each goes. */
function stated(career: Career, company: string): Stated[] {
  const { role, level, nativeLevel } = career;
  const rungs: Stated[] = [];
  if (role !== null && level !== null) {
    const byline = { level, role, nativeLevel, company };
    rungs.push({ choice: 'company-level-role', byline, steps: 3 });
  }
  if (role !== null) {
    rungs.push({
      choice: 'company-role',
      byline: { level: null, role, nativeLevel: null, company },
      steps: 2,
    });
  }
  const byline = { level: null, role: null, nativeLevel: null, company };
  return [...rungs, { choice: 'company', byline, steps: 1 }];
}

interface Opening {
  career: Career;
  verified: VerifiedCompany;
  k: number;
}

/** Open is the finest class that the epoch has opened on the way to this career, and all that is coarser. */
async function openRungs(db: Queryable, { career, verified, k }: Opening): Promise<Rung[]> {
  const path = pathOf(career, verified);
  const classes = await listOpenClasses(db, verified.companyId);
  const sizes = new Map(classes.map((each) => [classKey(each.path), each.atLeast]));
  const finest = finestOpen(path, new Set(sizes.keys()));
  const atLeast = sizes.get(classKey(path.slice(0, finest) as unknown as typeof path)) ?? null;
  // What the career says may be a name from before: then who renews would be the only one to show the new one.
  const company = classes[0]?.company ?? verified.company;
  return stated(career, company).map(({ choice, byline, steps }) => {
    const refusal = steps > 1 && isExecutive(career.level) ? executiveWords : fewWords(k);
    if (steps > finest) return closed(choice, byline, refusal);
    const withName = finest > 3 ? byline : { ...byline, nativeLevel: null };
    return { ...open(choice, withName), atLeast };
  });
}

const executiveWords = 'Directors and above show no more than their company: there are too few of them.';

function fewWords(k: number): string {
  return `Fewer than ${k} people would show this. It is counted anew at the start of each month.`;
}

function open(choice: BylineChoice, byline: MaskedByline | null): Rung {
  return { choice, byline, refusal: null, atLeast: null };
}

function closed(choice: BylineChoice, byline: MaskedByline, refusal: string): Rung {
  return { choice, byline, refusal, atLeast: null };
}
