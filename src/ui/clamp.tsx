import type { JSX } from 'preact';
import { PostText } from './post-text.tsx';

export type ClampProps = {
  /** Stable and unique on the page: a browser brings back what was opened by it. */
  id: string;
  /** What is shown more of, for those who hear the page: the title, or "the answer by Quiet Heron". */
  about: string;
  /** The text surely fits: no control at all. See `fitsUnclamped`. */
  short?: boolean;
  /** Rendered Markdown: what our own renderer made, nothing else. */
  html: string;
};

/** The whole text, shown by its first lines until one asks for more; without a script, by keyboard too. */
export function Clamp({ id, about, short, html }: ClampProps): JSX.Element {
  if (short) return <PostText html={html} />;
  return (
    <div class="clamp">
      <input type="checkbox" class="clamp-toggle" id={`more-${id}`} />
      <PostText html={html} clamped />
      <label class="clamp-label" for={`more-${id}`}>
        <span class="clamp-more">Show more</span>
        <span class="clamp-less">Show less</span>
        <span class="hidden-text"> of {about}</span>
      </label>
    </div>
  );
}

/** Whether rendered Markdown surely fits: one paragraph of three lines at 320 px, some 34 characters each. */
export function fitsUnclamped(html: string): boolean {
  const [, paragraph] = /^\s*<p[^>]*>(.*)<\/p>\s*$/s.exec(html) ?? [];
  if (paragraph === undefined || paragraph.includes('</p>') || paragraph.includes('<img')) return false;
  return paragraph.replace(/<[^>]*>/g, '').length <= 100;
}
