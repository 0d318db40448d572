const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

interface Step {
  unit: 'day' | 'hour' | 'minute';
  length: number;
  /** What is left is said in these units while it is more than this. */
  above: number;
  /** How much of a unit counts as a whole one. */
  from: number;
}

// The browser's own is in src/client/local-times.ts: a test holds the two together.
const steps: readonly Step[] = [
  { unit: 'day', length: day, above: 36 * hour, from: 0.5 },
  { unit: 'hour', length: hour, above: 90 * minute, from: 0.5 },
  { unit: 'minute', length: minute, above: 0, from: 0 },
];

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** "in 3 days", "in 5 hours", "in 40 minutes", each minute begun counted as one; "now" from then on. */
export function countdown(to: Date, now: Date): string {
  const step = stepOf(to, now);
  return step ? words.format(countOf(step, to.getTime() - now.getTime()), step.unit) : 'now';
}

/** When `countdown` says something else; null where it says "now" for good. */
export function countdownChangesAt(to: Date, now: Date): Date | null {
  const step = stepOf(to, now);
  if (!step) return null;
  const { length, above, from } = step;
  const count = countOf(step, to.getTime() - now.getTime());
  return new Date(to.getTime() - Math.max(above, (count - 1 + from) * length));
}

function stepOf(to: Date, now: Date): Step | undefined {
  return steps.find(({ above }) => to.getTime() - now.getTime() > above);
}

function countOf({ length, from }: Step, left: number): number {
  return Math.ceil(left / length - from);
}
