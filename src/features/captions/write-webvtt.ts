import type { Cue } from './cue.ts';
import { writeVttTime } from './timestamps.ts';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Cues as a WebVTT file for `<track>`. What was read from one gives the same cues again. */
export function writeWebVtt(cues: readonly Cue[]): string {
  return ['WEBVTT\n', ...cues.map(writeCue)].join('\n');
}

function writeCue({ startsMs, endsMs, text, speaker }: Cue): string {
  const words = escape(text);
  const said = speaker === null ? words : `<v ${escape(speaker)}>${words}`;
  return `${writeVttTime(startsMs)} --> ${writeVttTime(endsMs)}\n${said}\n`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>]/g, (sign) => signs[sign] ?? sign);
}
