import { expect, it } from 'vitest';
import { countdown as countdownInBrowser } from '../../client/local-times.ts';
import { countdown, countdownChangesAt } from './countdown.ts';

const start = new Date('2026-05-04T17:00:00Z');
const minute = 60_000;

function before(minutes: number): Date {
  return new Date(start.getTime() - minutes * minute);
}

it('A countdown is said in days, in hours, in minutes, and is then over', () => {
  expect(countdown(start, before(3 * 24 * 60))).toBe('in 3 days');
  expect(countdown(start, before(36 * 60 + 1))).toBe('in 2 days');
  expect(countdown(start, before(36 * 60))).toBe('in 36 hours');
  expect(countdown(start, before(91))).toBe('in 2 hours');
  expect(countdown(start, before(90))).toBe('in 90 minutes');
  expect(countdown(start, before(40))).toBe('in 40 minutes');
  expect(countdown(start, before(39.5))).toBe('in 40 minutes');
  expect(countdown(start, before(0.1))).toBe('in 1 minute');
  expect(countdown(start, start)).toBe('now');
  expect(countdown(start, before(-5))).toBe('now');
});

it('It is right until it says that it changes, and other words from then on', () => {
  let now = before(60 * 24 * 60 + 17);
  const lengths: { inLastHour: boolean; length: number }[] = [];
  for (let change = countdownChangesAt(start, now); change; change = countdownChangesAt(start, now)) {
    const words = countdown(start, now);
    expect(change.getTime()).toBeGreaterThan(now.getTime());
    expect(countdown(start, new Date(change.getTime() - 1))).toBe(words);
    expect(countdown(start, change)).not.toBe(words);
    lengths.push({ inLastHour: change > before(60), length: change.getTime() - now.getTime() });
    now = change;
  }
  expect(now).toEqual(start);
  expect(lengths.length).toBeGreaterThan(90 + 34 + 58);
  const atLast = lengths.filter(({ inLastHour }) => inLastHour).map(({ length }) => length);
  expect(atLast).toEqual(Array.from({ length: 60 }, () => minute));
});

it('The browser says the same at every moment', () => {
  for (let seconds = -90; seconds < 4 * 24 * 3600; seconds += 17) {
    const now = new Date(start.getTime() - seconds * 1000);
    expect(countdownInBrowser(seconds * 1000)).toBe(countdown(start, now));
  }
});
