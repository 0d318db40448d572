import type { Probe } from './probe.ts';

/** One size that a video can be watched in. */
export interface Rung {
  /** Its short side, by which people know it: 480. */
  name: number;
  width: number;
  height: number;
  /** At most, in bits a second. */
  rate: number;
}

const usual = [1080, 720, 480, 240];

/** The usual sizes up to that of the source, and its own where it lies well between two. Largest first. */
export function rungsOf({ width, height }: NonNullable<Probe['picture']>): Rung[] {
  const short = Math.min(width, height);
  const fitting = usual.filter((name) => name <= short);
  const own = Math.min(even(short), 1080);
  const names = own > (fitting[0] ?? 0) * 1.2 ? [own, ...fitting] : fitting;
  return names.map((name) => {
    const scale = name / short;
    return {
      name,
      width: even(width * scale),
      height: even(height * scale),
      rate: rateOf(width * height * scale ** 2),
    };
  });
}

// What a picture needs grows slower than its size: 0.4 Mbit/s at 240p, 4.5 at 1080p.
function rateOf(pixels: number): number {
  return Math.round((400_000 * (pixels / (426 * 240)) ** 0.8) / 10_000) * 10_000;
}

function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}
