import type { JSX } from 'preact';

/** The mark, in place so that it is there with the first paint. */
export function CairnMark(): JSX.Element {
  return (
    <svg class="cairn-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2.6 19.4c0-2 4.2-3 9.6-3s9.3 1 9.3 2.9c0 1.9-3.9 2.7-9.4 2.7s-9.5-.7-9.5-2.6Z" />
      <path d="M5.3 13.3c0-1.9 2.6-2.9 6.5-2.9s6.5.9 6.5 2.7-2.8 2.4-6.6 2.4-6.4-.5-6.4-2.2Z" />
      <path d="M8.5 7.3c0-2.2 1.7-3.8 4.2-3.8 2.6 0 4 1.3 4 3.3 0 1.8-1.6 2.6-4.1 2.6s-4.1-.4-4.1-2.1Z" />
    </svg>
  );
}
