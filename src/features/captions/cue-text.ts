import { normaliseText } from '../../platform/text.ts';
import { captionLimits } from './cue.ts';

/** A stretch of one cue that one speaker says. */
export interface Said {
  speaker: string | null;
  text: string;
}

const token = /<([^>]*)(?:>|$)|([^<]+)/g;
const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
  quot: '"',
  apos: "'",
};

/**
 * The text of a WebVTT cue without its markup, apart for each voice
 * (https://www.w3.org/TR/webvtt1/#webvtt-cue-text-tokenizer). Readings above ruby text are left out. What comes back is
 * text, whatever stood there: it is escaped wherever it is shown.
 */
export function readVttText(source: string): Said[] {
  const said: Said[] = [];
  const voices: string[] = [];
  let inRuby = false;
  let inReading = false;
  for (const [, tag, text] of source.matchAll(token)) {
    if (tag === undefined) {
      if (!inReading) said.push({ speaker: voices.at(-1) || null, text: decode(text ?? '') });
      continue;
    }
    const name = /^\/?[^\s.]*/.exec(tag)?.[0];
    if (name === 'ruby' || name === '/ruby') inRuby = name === 'ruby';
    inReading = inRuby && (name === 'rt' || (inReading && name !== '/rt'));
    if (name === 'v') voices.push(plainSpeaker(decode(tag.replace(/^v[^\s]*/, ''))));
    else if (name === '/v') voices.pop();
  }
  return join(said);
}

const srtTags = /<\/?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\an?\d{1,2}\}/gi;

/** Whether a `<` is not closed: browsers would leave out all words up to the next `>`. */
export function hasOpenTag(source: string): boolean {
  return /<[^<>]*(?:<|$)/.test(source);
}

/** The text of an SRT cue, where few tags are known and all other signs are what they are. */
export function readSrtText(source: string): Said[] {
  return join([{ speaker: null, text: source.replace(srtTags, '') }]);
}

/** Neighbours with the same speaker as one, cleaned; a line that begins ">> NAME:" names its speaker too. */
function join(said: readonly Said[]): Said[] {
  const joined: Said[] = [];
  for (const { speaker, text } of said) {
    const last = joined.at(-1);
    if (last && last.speaker === speaker) last.text += text;
    else joined.push({ speaker, text });
  }
  return joined
    .map(({ speaker, text }) => nameSpeaker({ speaker, text: plainCue(text) }))
    .filter(({ text }) => text !== '');
}

const changeOfSpeaker = /^>>\s*([\p{Lu}][\p{Lu}\p{M} .'’-]{1,60}):\s*(?=\S)/u;

function nameSpeaker({ speaker, text }: Said): Said {
  const [mark, name] = changeOfSpeaker.exec(text) ?? [];
  if (speaker !== null || mark === undefined || name === undefined) return { speaker, text };
  return { speaker: plainSpeaker(name), text: text.slice(mark.length) };
}

/** What a cue may say: normalised, without empty lines or space at the ends of lines. */
export function plainCue(text: string): string {
  return normaliseText(text)
    .split('\n')
    .map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

function plainSpeaker(name: string): string {
  return normaliseText(name).replaceAll(/\s+/g, ' ').trim().slice(0, captionLimits.speaker).trim();
}

function decode(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return named[name] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
