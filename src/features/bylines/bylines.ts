import type { Career } from '../careers/careers.ts';
import { levelAndRole } from './levels.ts';
import type { PrintedByline } from './printed-byline.ts';

/** What a masked author shows. Every part may be absent. */
export interface MaskedByline {
  level: string | null;
  role: string | null;
  nativeLevel: string | null;
  company: string | null;
}

/** The byline columns that every query of posts selects; exactly one of name and handle is set. */
export interface BylineRow extends MaskedByline {
  handle: string | null;
  name: string | null;
  profileSlug: string | null;
  title: string | null;
  /** The id of the portrait; left out where no face is shown. */
  portrait?: string | null;
}

export function printByline(row: BylineRow): PrintedByline {
  if (row.name !== null) {
    const { name, profileSlug, title, portrait = null } = row;
    return { form: 'named', name, slug: profileSlug ?? '', title, portrait };
  }
  const who = levelAndRole(row.level, row.role);
  const handle = row.handle ?? '';
  if (row.company === null) return { form: 'community', who, handle };
  return { form: 'company', who, nativeLevel: row.nativeLevel, company: row.company, handle };
}

/** What an author may choose for a post, as the form sends it, finest first. */
export const bylineChoices = [
  'named',
  'company-level-role',
  'company-role',
  'company',
  'level-role',
  'role',
  'member',
] as const;
export type BylineChoice = (typeof bylineChoices)[number];

export type CommunityChoice = Extract<BylineChoice, 'level-role' | 'role' | 'member'>;

type Stated = Pick<Career, 'level' | 'role'> | null;

/** The community byline of that choice, from what the account states. */
export function communityByline(choice: CommunityChoice, career: Stated): MaskedByline {
  const level = choice === 'level-role' ? (career?.level ?? null) : null;
  const role = choice === 'member' ? null : (career?.role ?? null);
  return { level, role, nativeLevel: null, company: null };
}
