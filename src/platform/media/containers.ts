import { open } from 'node:fs/promises';
import { Unplayable } from './unplayable.ts';

/** The demuxer of ffmpeg that reads a file, chosen by its first bytes and never by its name. */
export type Demuxer =
  'mov' | 'matroska' | 'avi' | 'ogg' | 'mp3' | 'wav' | 'flac' | 'aac' | 'mpegts' | 'flv' | 'asf';

const headBytes = 4096;

type Test = (head: Buffer) => boolean;

const ascii = (head: Buffer, start: number, end: number) => head.toString('latin1', start, end);
const begins =
  (...bytes: number[]) =>
  (head: Buffer) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));

const boxes = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide'];

// None of these formats names other files that ffmpeg would open.
const containers: [Demuxer, Test][] = [
  ['mov', (head) => boxes.includes(ascii(head, 4, 8))],
  ['matroska', begins(0x1a, 0x45, 0xdf, 0xa3)],
  ['avi', (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 11) === 'AVI'],
  ['wav', (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE'],
  ['ogg', (head) => ascii(head, 0, 4) === 'OggS'],
  ['flac', (head) => ascii(head, 0, 4) === 'fLaC'],
  ['flv', (head) => ascii(head, 0, 3) === 'FLV'],
  ['asf', begins(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)],
  ['mp3', (head) => ascii(head, 0, 3) === 'ID3'],
  ['mpegts', (head) => head.length > 376 && [0, 188, 376].every((at) => head[at] === 0x47)],
  ['aac', (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0],
  ['mp3', (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && ((head[1] ?? 0) & 0x06) !== 0],
];

const others: [RegExp, string][] = [
  [/^#EXTM3U/, 'This is a playlist, which names videos that are elsewhere. Send the video itself.'],
  [/^(?:ffconcat|file\s)/, 'This is a list of files, not a video. Send the video itself.'],
  [/<MPD[\s>]/i, 'This is a playlist (DASH), which names videos that are elsewhere. Send the video itself.'],
  [/^WEBVTT/, 'These are captions (WebVTT). Add them once the video is here.'],
  [/^\s*1\r?\n\d\d:\d\d:\d\d,\d{3} -->/, 'These are captions (SubRip). Add them once the video is here.'],
  [/^\s*\[Script Info\]/i, 'These are subtitles. Add captions as WebVTT or SRT once the video is here.'],
  [/<svg[\s>]/i, 'This is a drawing (SVG), not a video.'],
  [/<(?:!doctype html|html|script)[\s>]/i, 'This is a web page, not a video.'],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|BM)/, 'This is a picture, not a video.'],
  [/^%PDF/, 'This is a document, not a video.'],
  [/^PK\W\W/, 'This is an archive. Send the video that is in it.'],
];

const unknown =
  'This is no video that we can read. Send it as MP4 (H.264 and AAC), which every editing program writes, or as WebM.';

/** How to read this file. Throws Unplayable for what is none of the containers above, whatever it calls itself. */
export async function sniffContainer(path: string): Promise<Demuxer> {
  const head = await readHead(path);
  if (head.length === 0) throw new Unplayable('This file is empty.');
  const text = head.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const other = others.find(([pattern]) => pattern.test(text));
  if (other) throw new Unplayable(other[1]);
  const container = containers.find(([, test]) => test(head));
  if (!container) throw new Unplayable(unknown);
  return container[0];
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
