import type { ComponentChildren, JSX } from 'preact';

export type TagTone = 'quiet' | 'done' | 'live';

/** A word that stands beside something: quiet, done (accepted, answered) or live. */
export function Tag({
  tone = 'quiet',
  children,
}: {
  tone?: TagTone;
  children: ComponentChildren;
}): JSX.Element {
  return <span class={tone === 'quiet' ? 'tag' : `tag tag-${tone}`}>{children}</span>;
}
