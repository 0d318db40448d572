import { join } from 'node:path';
import { z } from 'zod';
import type { Demuxer } from './containers.ts';
import { sniffContainer } from './containers.ts';
import type { MediaPrograms } from './programs.ts';
import { ProgramFailed, runCaged } from './run-caged.ts';
import { Unplayable } from './unplayable.ts';

/** What is in a file. Sizes are as it is shown: turned upright, with square pixels. */
export interface Probe {
  demuxer: Demuxer;
  durationMs: number;
  picture: { width: number; height: number; isInterlaced: boolean } | null;
  hasAudio: boolean;
}

export interface ProbeLimits {
  longestMs: number;
}

/** A file, by its name in a folder. */
export interface Looking {
  folder: string;
  name: string;
  limits: ProbeLimits;
  signal?: AbortSignal | undefined;
}

/** Of a picture, with a little room above 8K. */
export const mostPixels = 8192 * 4352;

const memory = 1.5 * 2 ** 30;

/** What stands before `-i` wherever a file of a stranger is opened: this container and no other, no other protocol. */
export function inputArguments(demuxer: Demuxer): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', demuxer];
}

const entries = [
  'format=duration',
  'stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,field_order,channels,sample_rate',
  'stream_disposition=attached_pic',
  'stream_side_data=rotation',
].join(':');

const schema = z.object({
  format: z.object({ duration: z.string().optional() }).default({}),
  streams: z
    .array(
      z.object({
        codec_type: z.string().default(''),
        codec_name: z.string().optional(),
        width: z.number().optional(),
        height: z.number().optional(),
        sample_aspect_ratio: z.string().optional(),
        field_order: z.string().optional(),
        channels: z.number().optional(),
        sample_rate: z.string().optional(),
        disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
      }),
    )
    .default([]),
});

type Stream = z.output<typeof schema>['streams'][number];

/**
 * Looks into the file. Throws Unplayable, with a reason, for what nobody could play: no container of
 * ours, nothing in it, or more than the limits allow.
 */
export async function probe(programs: MediaPrograms, looking: Looking): Promise<Probe> {
  const { folder, name, limits } = looking;
  const demuxer = await sniffContainer(join(folder, name));
  const found = schema.parse(JSON.parse(await ask(programs, looking, demuxer)));
  const picture = found.streams.find(isPicture);
  const hasAudio = found.streams.some(isSound);
  if (!picture && !hasAudio) throw new Unplayable('There is neither picture nor sound in this file.');
  const size = picture ? sizeOf(picture) : null;
  const stated = Math.round(Number(found.format.duration ?? 0) * 1000);
  const durationMs = stated > 0 ? stated : await measure(programs, looking, demuxer);
  if (durationMs > limits.longestMs) throw tooLong(limits);
  if (durationMs < 100)
    throw new Unplayable('There is nothing to play in this file: it ends where it begins.');
  return { demuxer, durationMs, picture: size, hasAudio };
}

export function tooLong({ longestMs }: ProbeLimits): Unplayable {
  const minutes = Math.floor(longestMs / 60_000);
  return new Unplayable(
    `This is longer than ${minutes} minutes, the most that is taken here. Send it in parts.`,
  );
}

async function ask(
  programs: MediaPrograms,
  { folder, name, signal }: Looking,
  demuxer: Demuxer,
): Promise<string> {
  try {
    return await runCaged(
      programs.ffprobe,
      ['-v', 'error', ...inputArguments(demuxer), '-show_entries', entries, '-of', 'json', name],
      { folder, signal, limits: { cpuSeconds: 60, memory, fileBytes: 0 }, patience: 60_000 },
    );
  } catch (cause) {
    throw cause instanceof ProgramFailed ? unreadable(cause) : cause;
  }
}

export function unreadable(cause: ProgramFailed): Unplayable {
  const words = cause.wasStopped
    ? 'Reading this file takes more time or memory than is given to one. Export it anew as MP4, in an ordinary size.'
    : 'This file is damaged or cut off: it could not be read. Export it anew, or send it again.';
  return new Unplayable(words, { cause });
}

function isPicture(stream: Stream): boolean {
  // The cover of a song is none.
  return (
    stream.codec_type === 'video' && stream.codec_name !== undefined && stream.disposition.attached_pic === 0
  );
}

function isSound(stream: Stream): boolean {
  return stream.codec_type === 'audio' && (stream.channels ?? 0) > 0 && Number(stream.sample_rate ?? 0) > 0;
}

function sizeOf(stream: Stream): NonNullable<Probe['picture']> {
  const { width = 0, height = 0, field_order: order = 'unknown' } = stream;
  if (width * height > mostPixels || Math.max(width, height) > 16_000)
    throw new Unplayable(`Its picture is ${width} × ${height}, larger than any screen. Export it at 1080p.`);
  if (Math.min(width, height) < 16)
    throw new Unplayable('There is no picture in this file that one could see.');
  const [across = 1, down = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const wide = across > 0 && down > 0 ? Math.round((width * across) / down) : width;
  const quarter = stream.side_data_list.some(({ rotation = 0 }) => Math.abs(rotation % 180) === 90);
  const isInterlaced = ['tt', 'bb', 'tb', 'bt'].includes(order);
  return quarter ? { width: height, height: wide, isInterlaced } : { width: wide, height, isInterlaced };
}

/** Of containers that do not say how long they are, as a browser's recorder writes them. */
async function measure(
  programs: MediaPrograms,
  { folder, name, limits, signal }: Looking,
  demuxer: Demuxer,
): Promise<number> {
  let reached = 0;
  const onLine = (line: string) => {
    const [, microseconds] = /^out_time_us=(\d+)/.exec(line) ?? [];
    reached = Math.max(reached, Math.round(Number(microseconds ?? 0) / 1000));
    if (reached > limits.longestMs) throw tooLong(limits);
  };
  try {
    await runCaged(
      programs.ffmpeg,
      [
        ...['-v', 'error', '-nostdin', '-progress', 'pipe:1', ...inputArguments(demuxer), '-i', name],
        ...['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'null', '-'],
      ],
      { folder, signal, limits: { cpuSeconds: 300, memory, fileBytes: 0 }, patience: 60_000, onLine },
    );
  } catch (cause) {
    throw cause instanceof ProgramFailed ? unreadable(cause) : cause;
  }
  return reached;
}
