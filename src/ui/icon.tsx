import type { JSX } from 'preact';
import type { IconName } from './icon-names.ts';
import { useSite } from './site.tsx';

/** One drawing of the sprite. Without a label it is decoration, so a word must stand beside it. */
export function Icon({ name, label }: { name: IconName; label?: string }): JSX.Element {
  const href = `${useSite().assetUrl('icons.svg')}#${name}`;
  const naming = label ? { role: 'img' as const, 'aria-label': label } : { 'aria-hidden': true as const };
  return (
    <svg class="icon" {...naming}>
      <use href={href} />
    </svg>
  );
}
