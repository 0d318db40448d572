import type { BylineChoice, MaskedByline } from './bylines.ts';

/** What a masked byline can be cut down to. */
export type CoarserForm = Exclude<BylineChoice, 'named'>;

const partsOf: Record<CoarserForm, readonly (keyof MaskedByline)[]> = {
  'company-level-role': ['level', 'role', 'company'],
  'company-role': ['role', 'company'],
  company: ['company'],
  'level-role': ['level', 'role'],
  role: ['role'],
  member: [],
};

export const coarserForms = [
  'company-level-role',
  'company-role',
  'company',
  'level-role',
  'role',
  'member',
] as const satisfies readonly CoarserForm[];

/** The byline with the parts of that form; the rest is gone. */
export function cutTo(byline: MaskedByline, form: CoarserForm): MaskedByline {
  const kept = partsOf[form];
  const part = (name: keyof MaskedByline) => (kept.includes(name) ? byline[name] : null);
  return { level: part('level'), role: part('role'), nativeLevel: null, company: part('company') };
}

export interface CoarserByline {
  form: CoarserForm;
  byline: MaskedByline;
}

/** What can still be made of a byline by leaving parts out, finest first, each once; nothing where it says nothing. */
export function listCoarser(byline: MaskedByline): CoarserByline[] {
  const cuts = coarserForms.map((form) => ({ form, byline: cutTo(byline, form) }));
  const isSame = (a: MaskedByline, b: MaskedByline) => keyOf(a) === keyOf(b);
  return cuts.filter(
    (cut, place) =>
      !isSame(cut.byline, byline) && !cuts.slice(place + 1).some((later) => isSame(cut.byline, later.byline)),
  );
}

/** The byline without its employer, or null where it names none. */
export function withoutCompany(byline: MaskedByline): CoarserForm | null {
  if (byline.company === null) return null;
  return byline.level !== null ? 'level-role' : byline.role === null ? 'member' : 'role';
}

function keyOf({ level, role, nativeLevel, company }: MaskedByline): string {
  return JSON.stringify([level, role, nativeLevel, company]);
}
