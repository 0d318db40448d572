import type { Probe } from './probe.ts';
import { inputArguments, mostPixels } from './probe.ts';
import type { Rung } from './rungs.ts';
import { rungsOf } from './rungs.ts';

/** The small frames of the seek bar, in one picture. */
export interface Sprite {
  columns: number;
  tiles: number;
  tileWidth: number;
  tileHeight: number;
  everyMs: number;
}

export interface LadderPlan {
  rungs: Rung[];
  sprite: Sprite | null;
  arguments: string[];
}

/** Seconds between two places where a player may begin, which is also the length of a segment. */
const segment = 4;
export const frameCount = 6;
const soundName = 'sound';
const soundRate = 128_000;

/** One command that reads the file once and writes all that is made of it. `name` lies where it runs. */
export function planLadder(name: string, found: Probe, threads: number): LadderPlan {
  const rungs = found.picture ? rungsOf(found.picture) : [];
  const sprite = found.picture ? spriteOf(found.picture, found.durationMs) : null;
  const filters = [...pictureFilters(found, rungs, sprite), ...(found.hasAudio ? [soundFilter] : [])];
  return {
    rungs,
    sprite,
    arguments: [
      ...['-v', 'error', '-nostdin', '-y', '-progress', 'pipe:1', '-filter_complex_threads', '1'],
      ...['-threads', String(threads), '-max_pixels', String(mostPixels)],
      ...[...inputArguments(found.demuxer), '-i', name],
      ...['-filter_complex', filters.join(';')],
      ...streams(found, rungs, threads),
      ...playlist(found, rungs),
      ...(sprite ? tiles(sprite) : []),
    ],
  };
}

// To -16 LUFS (EBU R 128, one pass), as loud as what people listen to elsewhere.
const soundFilter = '[0:a:0]loudnorm=I=-16:TP=-1.5:LRA=11,aresample=48000:async=1[sound]';

function pictureFilters(found: Probe, rungs: readonly Rung[], sprite: Sprite | null): string[] {
  if (!found.picture || !sprite) return [];
  const outlets = [...rungs.map((rung) => `[in${rung.name}]`), '[intiles]'];
  const upright = found.picture.isInterlaced ? 'yadif,' : '';
  return [
    `[0:v:0]${upright}split=${outlets.length}${outlets.join('')}`,
    ...rungs.map(({ name, width, height }) => `[in${name}]scale=${width}:${height},setsar=1[out${name}]`),
    `[intiles]fps=${1000 / sprite.everyMs},scale=${sprite.tileWidth}:${sprite.tileHeight},setsar=1[tiles]`,
  ];
}

function spriteOf({ width, height }: NonNullable<Probe['picture']>, durationMs: number): Sprite {
  const scale = 160 / Math.max(width, height);
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2);
  const everyMs = Math.max(1000, Math.ceil(durationMs / 100));
  const tiles = Math.max(1, Math.ceil(durationMs / everyMs));
  return { columns: 10, tiles, tileWidth: even(width), tileHeight: even(height), everyMs };
}

function streams(found: Probe, rungs: readonly Rung[], threads: number): string[] {
  const maps = rungs.flatMap(({ name, rate }, index) => [
    ...['-map', `[out${name}]`, `-maxrate:v:${index}`, String(rate), `-bufsize:v:${index}`, String(rate * 2)],
  ]);
  const picture = [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p', '-profile:v', 'main'],
    ...['-threads', String(threads), '-fpsmax', '60', '-sc_threshold', '0'],
    ...['-force_key_frames', `expr:gte(t,n_forced*${segment})`],
  ];
  const sound = ['-map', '[sound]', '-c:a', 'aac', '-b:a', String(soundRate), '-ac', '2'];
  return [
    ...(rungs.length > 0 ? [...maps, ...picture] : []),
    ...(found.hasAudio ? sound : []),
    // Titles, places, devices, chapters: nothing of what the file says of itself goes on.
    ...[
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
      '-dn',
      '-sn',
      '-flags',
      '+bitexact',
      '-fflags',
      '+bitexact',
    ],
  ];
}

function playlist({ hasAudio }: Probe, rungs: readonly Rung[]): string[] {
  const group = hasAudio && rungs.length > 0 ? `,agroup:${soundName}` : '';
  const variants = [
    ...rungs.map(({ name }, index) => `v:${index}${group},name:${name}`),
    ...(hasAudio ? [`a:0${group},name:${soundName}`] : []),
  ];
  return [
    ...['-f', 'hls', '-hls_time', String(segment), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'single_file+independent_segments', '-master_pl_name', 'all.m3u8'],
    ...['-var_stream_map', variants.join(' '), '-hls_segment_filename', '%v.m4s', '%v.m3u8'],
  ];
}

// Put together afterwards: a filter that did would keep ffmpeg from telling how far it is.
const tiles = (sprite: Sprite) => [
  ...[
    '-map',
    '[tiles]',
    '-frames:v',
    String(sprite.tiles),
    '-q:v',
    '5',
    '-map_metadata',
    '-1',
    'tile-%03d.jpg',
  ],
];

/** One picture, from that second of a rung; a player may begin within four seconds of it. */
export function planFrame(rung: Rung, seconds: number, name: string): string[] {
  return [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-y',
      '-ss',
      String(seconds),
      ...inputArguments('mov'),
      '-i',
      `${rung.name}.m4s`,
    ],
    ...['-frames:v', '1', '-q:v', '4', '-map_metadata', '-1', '-fflags', '+bitexact', '-f', 'image2', name],
  ];
}

/** The file that plays without scripts: the largest picture up to 720p and the sound, repacked. */
export function planSingleFile(
  found: Probe,
  rungs: readonly Rung[],
): { name: string; type: string; arguments: string[] } {
  const picture = rungs.find(({ name }) => name <= 720) ?? rungs.at(-1);
  const inputs = [
    ...(picture ? [`${picture.name}.m4s`] : []),
    ...(found.hasAudio ? [`${soundName}.m4s`] : []),
  ];
  const name = picture ? 'video.mp4' : 'sound.m4a';
  return {
    name,
    type: picture ? 'video/mp4' : 'audio/mp4',
    arguments: [
      ...['-v', 'error', '-nostdin', '-y', '-progress', 'pipe:1'],
      ...inputs.flatMap((input) => [...inputArguments('mov'), '-i', input]),
      ...inputs.flatMap((_, index) => ['-map', `${index}:0`]),
      ...[
        '-c',
        'copy',
        '-movflags',
        '+faststart',
        '-map_metadata',
        '-1',
        '-fflags',
        '+bitexact',
        '-f',
        'mp4',
        name,
      ],
    ],
  };
}
