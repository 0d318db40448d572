import type { ComponentChildren, JSX } from 'preact';

/** What to do where there is nothing yet: a short title, a sentence, and a way on as children. */
export function EmptyState({
  title,
  children,
}: {
  title: string;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty-state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
