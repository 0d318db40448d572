import type { ComponentChildren, JSX } from 'preact';

export type ClampProps = {
  /** Stable and unique on the page: a browser brings back what was opened by it. */
  id: string;
  /** What is shown more of, for those who hear the page: the title, or "the answer by Quiet Heron". */
  about: string;
  /** The text surely fits: no control at all. See `fitsUnclamped`. */
  short?: boolean;
  children: ComponentChildren;
};

/** The whole text, shown by its first lines until one asks for more; without a script, by keyboard too. */
export function Clamp({ id, about, short, children }: ClampProps): JSX.Element {
  if (short) return <div class="text">{children}</div>;
  return (
    <div class="clamp">
      <input type="checkbox" class="clamp-toggle" id={`more-${id}`} />
      <div class="text clamp-text">{children}</div>
      <label class="clamp-label" for={`more-${id}`}>
        <span class="clamp-more">Show more</span>
        <span class="clamp-less">Show less</span>
        <span class="hidden-text"> of {about}</span>
      </label>
    </div>
  );
}

/** Whether Markdown or plain text surely fits the clamp of three lines at 320 px, some 34 characters each. */
export function fitsUnclamped(source: string): boolean {
  return source.length <= 100 && !source.includes('\n');
}
