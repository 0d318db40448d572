import type { ComponentChildren, JSX } from 'preact';

export type ThreadBarProps = {
  /** "7 answers" */
  heading: string;
  /** The heading's own id, for links to it. */
  id: string;
  /** The question's title, shown once the bar has come to the top, and where it leads. */
  title: string;
  href: string;
  /** The orders, as `<Sorts>`. */
  children?: ComponentChildren;
};

/** Stands over the answers and stays at the top while one reads them. */
export function ThreadBar({ heading, id, title, href, children }: ThreadBarProps): JSX.Element {
  return (
    <div class="thread-bar">
      <div class="thread-bar-row">
        <h2 id={id}>{heading}</h2>
        <a class="thread-bar-title" href={href}>
          {title}
        </a>
        {children}
      </div>
    </div>
  );
}
