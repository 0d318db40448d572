import type { MaskedByline } from '../bylines/bylines.ts';
import type { Form } from './records.ts';

/** What the form prints of what a person states. A company form without a company is a community form. */
export function bylineFor(form: Exclude<Form, 'named'>, stated: MaskedByline): MaskedByline {
  if (form === 'company' && stated.company !== null) return stated;
  return { level: stated.level, role: stated.role, nativeLevel: null, company: null };
}

const parts = ['level', 'role', 'nativeLevel', 'company'] as const;

/**
 * What is left of a byline when it is signed with again: every part stays or goes. `refused` names what
 * `wanted` would have added or changed.
 */
export function coarsen(
  stored: MaskedByline,
  wanted: MaskedByline,
): { byline: MaskedByline; coarser: boolean; refused: string[] } {
  const byline = { ...stored };
  for (const part of parts) if (wanted[part] === null) byline[part] = null;
  const coarser = parts.some((part) => byline[part] !== stored[part]);
  const refused = parts.filter((part) => wanted[part] !== null && wanted[part] !== byline[part]);
  return { byline, coarser, refused };
}
