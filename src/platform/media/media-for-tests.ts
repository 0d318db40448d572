import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { MediaPrograms } from './programs.ts';
import { findPrograms } from './programs.ts';
import { Unplayable } from './unplayable.ts';

export async function requirePrograms(): Promise<MediaPrograms> {
  const programs = await findPrograms({ FFMPEG: 'on' });
  if (!programs) throw new Error('there is no ffmpeg');
  return programs;
}

/** Files that are called a film and are none; `address` is where each would lead. */
export function disguises(address: string): Record<string, { content: string; reason: RegExp }> {
  return {
    'a playlist (HLS)': {
      content: `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${address}/a.ts\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n`,
      reason: /playlist, which names videos that are elsewhere/,
    },
    'a playlist (HLS) after a byte order mark': {
      content: `\ufeff#EXTM3U\n#EXTINF:9,\n${address}/a.ts\n`,
      reason: /playlist/,
    },
    'a playlist (DASH)': {
      content: `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation><BaseURL>${address}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
      reason: /playlist \(DASH\)/,
    },
    'a list for concat': { content: `ffconcat version 1.0\nfile /etc/passwd\n`, reason: /list of files/ },
    'a drawing': {
      content: `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/a.png"/></svg>`,
      reason: /drawing/,
    },
    'a page': { content: '<!doctype html><script>alert(1)</script>', reason: /web page/ },
    'captions (WebVTT)': { content: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n', reason: /captions/ },
    'captions (SubRip)': { content: '1\n00:00:00,000 --> 00:00:01,000\nHello\n', reason: /captions/ },
    'something else': { content: 'name,score\nAda,7\n', reason: /no video that we can read/ },
    'nothing at all': { content: '', reason: /empty/ },
  };
}

export async function writeDisguise(folder: string, content: string): Promise<void> {
  await writeFile(join(folder, 'film'), content);
}

export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unplayable);
  return error instanceof Error ? error.message : '';
}
