import { expect } from 'vitest';
import type { Foreign } from './foreign-for-tests.ts';
import type { MediaPrograms } from './programs.ts';
import { findPrograms } from './programs.ts';
import { Unplayable } from './unplayable.ts';

export async function requirePrograms(): Promise<MediaPrograms> {
  const programs = await findPrograms({ FFMPEG: 'on' });
  if (!programs) throw new Error('there is no ffmpeg');
  return programs;
}

interface Disguise {
  content: string | Buffer;
  reason: RegExp;
}

type Leads = Pick<Foreign, 'address' | 'canary' | 'pipe'>;

/** Files that are called a film and are none, and where each would lead. */
export function disguises({ address, canary, pipe }: Leads): Record<string, Disguise> {
  const playlist = [
    ...['#EXTM3U', '#EXT-X-TARGETDURATION:9', `#EXT-X-KEY:METHOD=AES-128,URI="file://${pipe}"`],
    ...[`#EXT-X-MAP:URI="${address}/init.mp4"`, '#EXTINF:9,', `${address}/a.ts`, '#EXTINF:9,', pipe],
    ...['#EXTINF:9,', `file://${canary}`, '#EXTINF:9,', `concat:${canary}|${pipe}`, '#EXT-X-ENDLIST', ''],
  ].join('\n');
  const list = `ffconcat version 1.0\nfile '${pipe}'\nfile '${canary}'\nfile '${address}/a.ts'\n`;
  const dash = (base: string) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation><BaseURL>${base}</BaseURL></Representation></AdaptationSet></Period></MPD>`;
  const behind = (head: string, text: string) =>
    Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(text)]);
  const unreadable = /damaged|neither picture nor sound|no picture|nothing to play|no video/;
  return {
    'a playlist (HLS)': { content: playlist, reason: /playlist, which names videos that are elsewhere/ },
    'a playlist (HLS) after a byte order mark': { content: `\ufeff${playlist}`, reason: /playlist/ },
    'a playlist (DASH)': { content: dash(`${address}/a.mp4`), reason: /playlist \(DASH\)/ },
    'a playlist (DASH) of files': { content: dash(`file://${pipe}`), reason: /playlist \(DASH\)/ },
    'a list for concat': { content: list, reason: /list of files/ },
    'a list for concat without its first line': { content: `file '${pipe}'\n`, reason: /list of files/ },
    'a drawing': {
      content: `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/a.png"/><image href="file://${pipe}"/></svg>`,
      reason: /drawing/,
    },
    'a page': { content: `<!doctype html><video src="${address}/a.mp4">`, reason: /web page/ },
    'captions (WebVTT)': { content: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n', reason: /captions/ },
    'captions (SubRip)': { content: '1\n00:00:00,000 --> 00:00:01,000\nHello\n', reason: /captions/ },
    'subtitles (ASS)': { content: '[Script Info]\nTitle: Hello\n[Fonts]\n', reason: /subtitles/ },
    'a playlist behind the head of a film (MP4)': {
      content: behind('\0\0\0\x18ftypisom\0\0\0\0isommp42', playlist),
      reason: unreadable,
    },
    'a list behind the head of a film (AVI)': {
      content: behind('RIFF\xff\xff\0\0AVI LIST\xff\xff\0\0movi', list),
      reason: unreadable,
    },
    'a playlist behind the head of a film (Matroska)': {
      content: behind('\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\0', playlist),
      reason: unreadable,
    },
    'a playlist as the subtitles of a film (AVI)': { content: withSubtitles(playlist), reason: unreadable },
    'something else': { content: 'name,score\nAda,7\n', reason: /no video that we can read/ },
    'nothing at all': { content: '', reason: /empty/ },
  };
}

/** An AVI whose subtitles (GAB2) are a text, which players once read as whatever it looked like. */
function withSubtitles(text: string): Buffer {
  const chunk = (name: string, ...inside: Buffer[]) => {
    const bytes = Buffer.concat(inside);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from(name), size, bytes, Buffer.alloc(bytes.length % 2)]);
  };
  const list = (name: string, ...inside: Buffer[]) => chunk('LIST', Buffer.from(name), ...inside);
  const header = Buffer.alloc(56);
  header.writeUInt32LE(40_000, 0);
  header.writeUInt32LE(1, 24);
  const stream = Buffer.alloc(56);
  stream.write('txts');
  stream.writeUInt32LE(1, 20);
  stream.writeUInt32LE(25, 24);
  stream.writeUInt32LE(1, 32);
  const subtitles = Buffer.concat([Buffer.from('GAB2\0\x02\0'), Buffer.alloc(10), Buffer.from(text)]);
  return chunk(
    'RIFF',
    Buffer.from('AVI '),
    list('hdrl', chunk('avih', header), list('strl', chunk('strh', stream), chunk('strf', Buffer.alloc(40)))),
    list('movi', chunk('00tx', subtitles)),
  );
}

export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => null).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unplayable);
  return error instanceof Error ? error.message : '';
}
