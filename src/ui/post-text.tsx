import type { JSX } from 'preact';

export type PostTextProps = {
  /** Rendered Markdown: what our own renderer made, nothing else. */
  html: string;
  clamped?: boolean;
};

/** What someone wrote, set for reading. */
export function PostText({ html, clamped }: PostTextProps): JSX.Element {
  return <div class={clamped ? 'text clamp-text' : 'text'} dangerouslySetInnerHTML={{ __html: html }} />;
}
