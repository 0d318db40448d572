import type { JSX } from 'preact';
import type { IconName } from './icon-names.ts';
import { useSite } from './site.tsx';

/** One drawing of the sprite. It is decoration: a word must stand beside it. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  const href = `${useSite().assetUrl('icons.svg')}#${name}`;
  return (
    <svg class="icon" aria-hidden="true">
      <use href={href} />
    </svg>
  );
}
