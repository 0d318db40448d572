export interface Clock {
  now(): Date;
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds. */
export const quarterHour = 15 * 60 * 1000;

/** The start of the quarter of an hour that `time` lies in: the only times a masked post may carry. */
export function onGrid(time: Date): Date {
  return new Date(Math.floor(time.getTime() / quarterHour) * quarterHour);
}
