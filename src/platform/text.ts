import anyAscii from 'any-ascii';

const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;
const loneSurrogates = /\p{Surrogate}/gu;
// With it goes all that XML 1.0 forbids, so that a feed or a sitemap can carry any text we hold.
const unprintable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;
const markFlood = /(\p{M}{8})\p{M}+/gu;
const slugLength = 60;

/** The text without the invisible controls (U+202A–202E, U+2066–2069) that make it read in another order. */
export function withoutBidiControls(text: string): string {
  return text.replace(bidiControls, '');
}

/** The text with runs of combining marks cut to eight, more than any script needs. */
export function withoutMarkFloods(text: string): string {
  return text.replace(markFlood, '$1');
}

/** The text with each control character and lone surrogate replaced; tab, LF and CR stay. */
export function replaceUnprintable(text: string, replacement: string): string {
  return text.replace(unprintable, replacement).replace(loneSurrogates, replacement);
}

/**
 * What is stored of anything that people type: NFC, LF line ends, no control characters but tab and LF,
 * no lone surrogates, no bidi controls, at most eight combining marks in a row. Joiners and direction
 * marks (U+200D, U+200E, U+200F) stay. Normalising twice changes nothing.
 */
export function normaliseText(input: string): string {
  const printable = withoutBidiControls(replaceUnprintable(input.replace(/\r\n?/g, '\n'), ''));
  return withoutMarkFloods(printable.normalize('NFC'));
}

/** Length in code points: an emoji of one code point counts once. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * At most `max` code points, the ellipsis included. Cut after a word where one ends in the second half,
 * and never inside an emoji sequence or between a letter and its marks.
 */
export function truncate(text: string, max: number): string {
  const points = Array.from(text.slice(0, max * 2 + 2));
  if (points.length <= max) return text;
  const kept = points.slice(0, Math.max(0, max - 1)).join('');
  const rest = text.slice(kept.length);
  const whole = /^\s/u.test(rest) ? kept : cutAtWord(kept) || cutAtCharacter(kept, rest);
  return `${whole.trimEnd()}…`;
}

/**
 * A title as part of an address: lower-case ASCII words joined by hyphens, at most 60 characters,
 * cut after a word, never empty.
 */
export function slugify(title: string): string {
  const ascii = anyAscii(normaliseText(title.slice(0, 1000))).toLowerCase();
  const slug = ascii
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug.length <= slugLength) return slug || 'untitled';
  const end = slug.lastIndexOf('-', slugLength);
  return slug.slice(0, end > 0 ? end : slugLength);
}

function cutAtWord(kept: string): string {
  const end = kept.search(/\s\S*$/u);
  return end > kept.length / 2 ? kept.slice(0, end) : '';
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cutAtCharacter(kept: string, rest: string): string {
  const around = kept.slice(-64);
  const last = graphemes.segment(around + rest.slice(0, 64)).containing(around.length);
  return last ? kept.slice(0, kept.length - around.length + last.index) : kept;
}
