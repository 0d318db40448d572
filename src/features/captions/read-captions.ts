import type { Cue, ReadCaptions } from './cue.ts';
import { captionLimits } from './cue.ts';
import { looksLikeSrt, readSrt } from './srt.ts';
import { readWebVtt } from './webvtt.ts';

/** Said of a file where nothing of it can be read. */
const whole = (reason: string): ReadCaptions => ({ cues: [], troubles: [{ line: 1, reason }] });

/** The text of an uploaded file, or null where it is not in UTF-8 (UTF-16 with its mark is read too). */
export function decodeCaptions(bytes: Uint8Array): string | null {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * WebVTT or SRT as cues in the order of their times. Either every word is in a cue, or `troubles` says what could not
 * be read, by line, and there is no cue at all. Never throws; takes time in proportion to the text.
 */
export function readCaptions(source: string): ReadCaptions {
  const text = source.replace(/^\ufeff/, '');
  if (text.trim() === '') return whole('There is nothing in this file.');
  if (Buffer.byteLength(text) > captionLimits.bytes) return whole('Captions can have up to 2 MB.');
  const read = looksLikeSrt(text) ? readSrt(text) : readWebVtt(text);
  const troubles = [...read.troubles, ...(read.troubles.length > 0 ? [] : findTroubles(read.cues))];
  if (troubles.length > 0) return { cues: [], troubles };
  return { cues: read.cues.toSorted((a, b) => a.startsMs - b.startsMs), troubles };
}

function findTroubles(cues: readonly Cue[]): ReadCaptions['troubles'] {
  if (cues.length === 0) return [{ line: 1, reason: 'There are no words in this file.' }];
  if (cues.length > captionLimits.cues) return [{ line: 1, reason: 'Captions can have up to 20,000 cues.' }];
  const long = cues.find(({ text }) => text.length > captionLimits.text);
  return long
    ? [{ line: 1, reason: `The cue at ${long.startsMs / 1000} seconds is longer than anybody can read.` }]
    : [];
}

export const notText =
  'This file is no text in UTF-8. Save it as UTF-8 in the program that made it, and choose it again.';

/** The first troubles as sentences: "Line 12: …". */
export function troubleWords(
  troubles: ReadCaptions['troubles'],
  { most = 5, unit = 'Line' }: { most?: number; unit?: string } = {},
): string {
  const told = troubles
    .slice(0, most)
    .map(({ line, reason }) => `${unit} ${line.toLocaleString('en')}: ${reason}`);
  const rest = troubles.length - told.length;
  return [
    ...told,
    ...(rest > 0 ? [`There are ${rest.toLocaleString('en')} more places like these.`] : []),
  ].join(' ');
}
