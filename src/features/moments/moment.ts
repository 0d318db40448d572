import { z } from 'zod';
import { isId } from '../../platform/random.ts';

/** A video and a moment in it. */
export interface Moment {
  videoId: string;
  atMs: number;
}

/** "ID@761", as a form carries it. */
export function writeMoment({ videoId, atMs }: Moment): string {
  return `${videoId}@${Math.floor(atMs / 1000)}`;
}

/** Null for what is none. */
export function readMoment(text: string): Moment | null {
  const [, videoId = '', seconds = ''] = /^([^@]{1,20})@(\d{1,6})$/.exec(text) ?? [];
  return isId(videoId) ? { videoId, atMs: Number(seconds) * 1000 } : null;
}

/** The same from a form; an empty one, or one of nothing that is there, is no moment. */
export const momentField = z
  .string()
  .max(40)
  .transform((text) => readMoment(text) ?? undefined);

/** Seconds from the parameter `t`: "761", "761s", "12m41s". Null for anything else. */
export function readSeconds(text: string | undefined): number | null {
  const match = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(text ?? '');
  if (!text || !match) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const links = /href="(?:https?:\/\/[^"/]+)?\/videos\/([1-9A-Za-z]{11})(?:\/[^"?#]*)?\?t=(\d{1,6})s?"/g;
const most = 20;

/** The moments that a rendered post links to, each once, at most twenty. */
export function citedMoments(html: string): Moment[] {
  const cited = new Map<string, Moment>();
  for (const [, videoId = '', seconds] of html.matchAll(links)) {
    const moment = { videoId, atMs: Number(seconds) * 1000 };
    if (cited.size < most) cited.set(writeMoment(moment), moment);
  }
  return [...cited.values()];
}
