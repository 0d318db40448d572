import type { ComponentChildren, JSX } from 'preact';

export type ColumnsProps = {
  /** Stands beside the column where there is room, below it where there is not. */
  rail?: ComponentChildren;
  /** What the rail is, for those who hear the page. */
  railLabel?: string;
  children: ComponentChildren;
};

export function Columns({ rail, railLabel = 'Beside this', children }: ColumnsProps): JSX.Element {
  return (
    <div class="columns">
      <div class="column">{children}</div>
      {rail && (
        <aside class="rail" aria-label={railLabel}>
          <div class="rail-stay">{rail}</div>
        </aside>
      )}
    </div>
  );
}

export function RailBlock({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="rail-block">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
