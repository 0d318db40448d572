const hues = 12;

export function hueOf(seed: string): number {
  return hash(seed) % hues;
}

/**
 * Three stones, from the ground up, as SVG paths in a square of 40. Width, height, lean and shape of each
 * come from the handle, so that neighbours in a thread look different; the pile always stands.
 */
export function cairnPaths(handle: string): string[] {
  const draw = series(hash(handle) ^ 0x9e3779b9);
  const stones: string[] = [];
  let halfWidth = between(draw, 10, 14);
  let x = 20 + between(draw, -1, 1);
  let ground = 33.5;
  for (let stone = 0; stone < 3; stone++) {
    const height = between(draw, 7.4, 10) - stone * 0.6;
    stones.push(pebble({ x, bottom: ground, halfWidth, height, draw }));
    ground -= height - 0.3;
    x += between(draw, -2.6, 2.6);
    halfWidth *= between(draw, 0.56, 0.8);
  }
  return stones;
}

type Pebble = { x: number; bottom: number; halfWidth: number; height: number; draw: () => number };

/** A flat closed curve of two cubic arcs; the top one swells to one side. */
function pebble({ x, bottom, halfWidth, height, draw }: Pebble): string {
  const swell = between(draw, -0.28, 0.28) * halfWidth;
  const waist = height * between(draw, 0.42, 0.56);
  const tilt = between(draw, -0.7, 0.7);
  const left = `${round(x - halfWidth)} ${round(bottom - waist + tilt)}`;
  const right = `${round(x + halfWidth)} ${round(bottom - waist - tilt)}`;
  const up = round(bottom - height - (height - waist) * 0.3);
  const down = round(bottom + waist * 0.32);
  const reach = halfWidth * 0.92;
  return (
    `M${left}C${round(x - reach + swell)} ${up} ${round(x + reach + swell)} ${up} ${right}` +
    `C${round(x + reach)} ${down} ${round(x - reach)} ${down} ${left}Z`
  );
}

function between(draw: () => number, low: number, high: number): number {
  return low + draw() * (high - low);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** FNV-1a, 32 bits, stirred once more as in MurmurHash3: the same drawing on every machine, and nothing that needs to be secret. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}

/** Numbers in [0, 1) by xorshift32 (Marsaglia, 2003). */
function series(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
