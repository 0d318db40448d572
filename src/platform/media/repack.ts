import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import type { Made, MakeOptions } from './ladder.ts';
import { mostPixels, tooLong } from './probe.ts';
import { sniffContainer } from './containers.ts';
import { Unplayable } from './unplayable.ts';

const pictures = ['avc', 'vp8', 'vp9', 'av1'];
const sounds = { mp4: ['aac', 'mp3', 'opus', 'flac'], webm: ['opus', 'vorbis'] };

/** Milliseconds that one file may take. */
const longest = 20 * 60_000;

const advice = 'Export it as MP4 with H.264 and AAC, which every editing program writes, and send it again.';
const nothing = 'There is nothing to play in this file: it ends where it begins.';

/**
 * The way without ffmpeg: what browsers play is taken out of its container and packed anew, without anything that the file
 * says of itself; nothing is encoded. Throws Unplayable for what they do not play, with what to do.
 */
export async function repackFile(options: MakeOptions): Promise<Made> {
  const { folder, name, limits } = options;
  await sniffContainer(join(folder, name));
  const { FilePathSource, Input: MediaInput } = await import('mediabunny');
  const input = new MediaInput({ source: new FilePathSource(join(folder, name)), formats: await readable() });
  try {
    const [picture, sound] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()]);
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (durationMs > limits.longestMs) throw tooLong(limits);
    if (!picture && !sound) throw new Unplayable('There is neither picture nor sound in this file.');
    if (durationMs < 100) throw new Unplayable(nothing);
    const size = picture && (await sizeOf(picture));
    // The conversion would carry them over, and they are what a person has typed.
    for (const track of [picture, sound]) if (track) track.getName = () => Promise.resolve(null);
    const kind = await chooseContainer(picture, sound);
    const single = picture ? `video.${kind}` : kind === 'mp4' ? 'sound.m4a' : 'sound.webm';
    await convert(input, kind, join(folder, single), options);
    const { size: bytes } = await stat(join(folder, single));
    const codecs = await Promise.all(
      [picture, sound].map(async (track) => await track?.getCodecParameterString()),
    );
    return {
      files: (await readdir(folder)).filter((file) => file === single),
      ...{ durationMs, picture: size, hasAudio: sound !== null, playlist: null, frames: 0, sprite: null },
      renditions: [
        {
          ...{ height: size?.height ?? 0, width: size?.width ?? 0, bytes },
          bitsPerSecond: Math.round((bytes * 8000) / durationMs),
          codecs: codecs.filter(Boolean).join(','),
        },
      ],
      single: { name: single, type: `${picture ? 'video' : 'audio'}/${kind}`, bytes },
    };
  } catch (cause) {
    throw cause instanceof Unplayable || options.signal?.aborted ? cause : damaged(cause);
  } finally {
    input.dispose();
  }
}

// Not all that it knows: some of its formats name files that are elsewhere.
async function readable() {
  const { MP4, QTFF, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS } = await import('mediabunny');
  return [MP4, QTFF, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS];
}

async function sizeOf(track: InputVideoTrack): Promise<{ width: number; height: number }> {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  if (width * height > mostPixels)
    throw new Unplayable(`Its picture is ${width} × ${height}, larger than any screen. Export it at 1080p.`);
  if (Math.min(width, height) < 16)
    throw new Unplayable('There is no picture in this file that one could see.');
  return { width, height };
}

async function chooseContainer(
  picture: InputVideoTrack | null,
  sound: InputAudioTrack | null,
): Promise<'mp4' | 'webm'> {
  const [seen, heard] = [picture && (await picture.getCodec()), sound && (await sound.getCodec())];
  if (picture && !pictures.includes(seen ?? ''))
    throw new Unplayable(`Browsers do not play its picture${seen ? ` (${seen})` : ''}. ${advice}`);
  const fits = (kind: 'mp4' | 'webm') => !sound || sounds[kind].includes(heard ?? '');
  if (!picture || seen === 'avc' || seen === 'av1') {
    if (fits('mp4')) return 'mp4';
  }
  if (seen !== 'avc' && fits('webm')) return 'webm';
  throw new Unplayable(`Browsers do not play its sound${heard ? ` (${heard})` : ''}. ${advice}`);
}

async function convert(
  input: Input,
  kind: 'mp4' | 'webm',
  path: string,
  { onProgress, signal }: MakeOptions,
): Promise<void> {
  const { Conversion, FilePathTarget, Mp4OutputFormat, Output, WebMOutputFormat } =
    await import('mediabunny');
  const format = kind === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat();
  const output = new Output({ format, target: new FilePathTarget(path) });
  const conversion = await Conversion.init({
    input,
    output,
    tracks: 'primary',
    tags: {},
    showWarnings: false,
  });
  if (!conversion.isValid) throw new Unplayable(`This file cannot be packed anew as it is. ${advice}`);
  let last = -1;
  conversion.onProgress = (share) => {
    const percent = Math.min(99, Math.floor(share * 100));
    if (percent > last) onProgress((last = percent));
  };
  const cancel = () => void conversion.cancel();
  const timer = setTimeout(cancel, longest);
  signal?.addEventListener('abort', cancel);
  try {
    await conversion.execute();
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function damaged(cause: unknown): Unplayable {
  return new Unplayable(`This file is damaged or cut off: it could not be read. ${advice}`, { cause });
}
