import type Sharp from 'sharp';
import { Invalid, TooMany } from '../../errors.ts';

/** Of what is uploaded, in bytes. */
export const largestUpload = 10_000_000;

const mostMegapixels = 40;
// These formats cannot be read line by line: the whole picture stands in memory.
const mostMegapixelsAtOnce = 16;
const seconds = 1;

/** Square, as WebP; both of one picture. */
export interface PortraitImage {
  small: Buffer;
  large: Buffer;
}

/** The sides in CSS pixels times two. */
export const portraitSizes = { small: 96, large: 320 } as const;

/**
 * Makes a portrait of an uploaded JPEG, PNG or WebP: turned as its camera says, cut to a square, written anew
 * without anything that was not a pixel. Throws Invalid with the reason, TooMany when others are in line.
 */
export async function makePortrait(upload: Buffer): Promise<PortraitImage> {
  const large = await redraw(upload, (picture) =>
    picture
      .resize(portraitSizes.large, portraitSizes.large, { fit: 'cover' })
      .webp({ quality: 82 })
      .toBuffer(),
  );
  const sharp = await loadSharp();
  const small = await sharp(large).resize(portraitSizes.small).webp({ quality: 82 }).toBuffer();
  return { small, large };
}

/**
 * Hands a picture that was uploaded over to be drawn anew: upright, within bounds of size and time. Throws Invalid with the
 * reason, under `portrait`; TooMany when others are in line.
 */
export async function redraw<Result>(upload: Buffer, draw: Draw<Result>): Promise<Result> {
  if (upload.length === 0) throw refuse('Choose a picture first.');
  if (upload.length > largestUpload) throw refuse(tooLarge);
  if (!isTaken(upload)) throw refuse(`${kindOf(upload)} ${takes}`);
  return await inTurn(() => drawn(upload, draw));
}

type Draw<Result> = (picture: ReturnType<typeof Sharp>) => Promise<Result>;

export const tooLarge = 'This file is larger than 10 MB. A smaller copy of the picture will do.';

const takes = 'We take JPEG, PNG and WebP.';

function refuse(reason: string): Invalid {
  return new Invalid({ portrait: reason });
}

async function drawn<Result>(upload: Buffer, draw: Draw<Result>): Promise<Result> {
  const sharp = await loadSharp();
  try {
    const { width, height, format, isProgressive } = await sharp(upload).metadata();
    const megapixels = (width * height) / 1e6;
    const most = isProgressive || format === 'webp' ? mostMegapixelsAtOnce : mostMegapixels;
    if (megapixels > most) throw refuse(tooManyPixels(width, height, most));
    const options = { failOn: 'error', limitInputPixels: mostMegapixels * 1e6 } as const;
    return await draw(sharp(upload, options).timeout({ seconds }).autoOrient());
  } catch (cause) {
    if (cause instanceof Invalid) throw cause;
    throw refuse(reasonOf(cause));
  }
}

function tooManyPixels(width: number, height: number, most: number): string {
  return `This picture is ${width} by ${height}. Up to ${most} million pixels, please: a smaller copy will do.`;
}

function reasonOf(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : '';
  if (/pixel limit|too large/i.test(words))
    return `This picture has more than ${mostMegapixels} million pixels. A smaller copy will do.`;
  if (/timeout/i.test(words)) return 'This picture takes too long to read. A smaller copy will do.';
  return 'This picture is damaged or incomplete. Save it anew, or choose another one.';
}

const starts: { kind: string; fits: (upload: Buffer) => boolean; taken?: true }[] = [
  { kind: 'JPEG', taken: true, fits: (upload) => begins(upload, 'ffd8ff') },
  { kind: 'PNG', taken: true, fits: (upload) => begins(upload, '89504e470d0a1a0a') },
  {
    kind: 'WebP',
    taken: true,
    fits: (upload) => begins(upload, '52494646') && textAt(upload, 8, 4) === 'WEBP',
  },
  { kind: 'This is a GIF.', fits: (upload) => textAt(upload, 0, 3) === 'GIF' },
  {
    kind: 'This is a TIFF.',
    fits: (upload) => begins(upload, '49492a00') || begins(upload, '4d4d002a') || begins(upload, '49492b00'),
  },
  {
    kind: 'This is an AVIF or HEIC picture.',
    fits: (upload) => textAt(upload, 4, 4) === 'ftyp',
  },
  { kind: 'This is an SVG or a page.', fits: (upload) => /^[\s\uFEFF]*</.test(textAt(upload, 0, 64)) },
];

function isTaken(upload: Buffer): boolean {
  return starts.some(({ taken, fits }) => taken && fits(upload));
}

function kindOf(upload: Buffer): string {
  return starts.find(({ fits }) => fits(upload))?.kind ?? 'This is no picture that we know.';
}

function begins(upload: Buffer, hex: string): boolean {
  return upload.subarray(0, hex.length / 2).toString('hex') === hex;
}

function textAt(upload: Buffer, start: number, length: number): string {
  return upload.subarray(start, start + length).toString('utf8');
}

let loaded: Promise<typeof Sharp> | undefined;

// Native code of some megabytes, which most processes never need.
function loadSharp(): Promise<typeof Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    // What cannot be loaded cannot be abused, whatever the file says it is.
    sharp.block({ operation: ['VipsForeignLoad'] });
    const kinds = ['Jpeg', 'Png', 'Webp'].map((kind) => `VipsForeignLoad${kind}Buffer`);
    sharp.unblock({ operation: kinds });
    return sharp;
  });
  return loaded;
}

const mostInLine = 8;
let inLine = 0;
let last: Promise<unknown> = Promise.resolve();

/** One picture at a time, so that memory is that of one. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (inLine >= mostInLine) throw new TooMany('Many pictures are being read just now. Try again soon.', 5);
  inLine += 1;
  const turn = last.then(work, work);
  last = turn;
  try {
    return await turn;
  } finally {
    inLine -= 1;
  }
}
