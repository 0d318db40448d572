import { readClockTime } from '../captions/timestamps.ts';

const time = /(?<![\d:.])(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?![\d:.]\d|\d|:)/g;

/**
 * Rendered Markdown in which times like "12:41" lead to that moment of the video. What stands in links and code, and
 * what lies behind the end, stays as it is. `hrefOf` gives the address of a moment.
 */
export function linkTimes(html: string, durationMs: number, hrefOf: (atMs: number) => string): string {
  let inside = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((piece, place) => {
      if (place % 2 === 1) {
        const [, closes, name] = /^<(\/?)(\w+)/.exec(piece) ?? [];
        if (name === 'a' || name === 'code' || name === 'pre') inside += closes ? -1 : 1;
        return piece;
      }
      return inside > 0 ? piece : piece.replaceAll(time, (written) => link(written, durationMs, hrefOf));
    })
    .join('');
}

function link(written: string, durationMs: number, hrefOf: (atMs: number) => string): string {
  const atMs = readClockTime(written);
  if (atMs === null || atMs > durationMs) return written;
  return `<a href="${hrefOf(atMs).replaceAll('&', '&amp;')}" data-seek="${atMs}">${written}</a>`;
}
