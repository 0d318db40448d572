import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

type Oklch = { l: number; c: number; h: number };

const tokens = await readTokens();
const schemes = ['light', 'dark'] as const;
const grounds = ['paper', 'raised', 'wash', 'moss-wash', 'ember-wash'];

test.each(schemes)('in %s, every text colour reaches 4.5 on every ground', (scheme) => {
  for (const text of ['ink', 'soft', 'faint', 'moss', 'ember']) {
    for (const ground of grounds) {
      expect.soft(ratio(scheme, text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(ratio(scheme, 'on-moss', 'moss')).toBeGreaterThanOrEqual(4.5);
  expect(ratio(scheme, 'on-moss', 'moss-deep')).toBeGreaterThanOrEqual(4.5);
});

test.each(schemes)('in %s, what one reads for long reaches 7', (scheme) => {
  for (const text of ['ink', 'soft', 'moss']) {
    expect.soft(ratio(scheme, text, 'paper'), text).toBeGreaterThanOrEqual(7);
  }
});

test.each(schemes)('in %s, the edge of a control reaches 3 where controls stand', (scheme) => {
  for (const ground of ['paper', 'raised']) {
    expect.soft(ratio(scheme, 'edge', ground), ground).toBeGreaterThanOrEqual(3);
  }
});

async function readTokens(): Promise<Map<string, { light: Oklch; dark: Oklch }>> {
  const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8');
  const number = String.raw`([\d.]+)%? ([\d.]+) ([\d.]+)`;
  const pattern = new RegExp(
    String.raw`--([\w-]+): light-dark\(oklch\(${number}\), oklch\(${number}\)\)`,
    'g',
  );
  return new Map(
    [...css.matchAll(pattern)].map(([, name = '', ...numbers]) => {
      const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = numbers.map(Number);
      return [name, { light: { l: l1, c: c1, h: h1 }, dark: { l: l2, c: c2, h: h2 } }];
    }),
  );
}

function colour(name: string, scheme: 'light' | 'dark'): Oklch {
  const token = tokens.get(name);
  if (!token) throw new Error(`There is no colour named ${name}.`);
  return token[scheme];
}

/** WCAG 2.2, "contrast ratio". */
function ratio(scheme: 'light' | 'dark', one: string, other: string): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminance(colour(name, scheme)))
    .toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Oklab to linear sRGB by the matrices of its author (Ottosson, 2020), then relative luminance of WCAG 2.2. */
function luminance({ l, c, h }: Oklch): number {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const long = (l / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short;
  const [r = 0, g = 0, bl = 0] = [red, green, blue].map((value) => Math.min(1, Math.max(0, value)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
}
