/** Two samples of times, in milliseconds. */
export interface Times {
  first: number[];
  second: number[];
}

/**
 * Welch's t of the two means (B. L. Welch, 1947), after the slowest tenth of both together is left out: what a
 * scheduler or a collector of garbage did to them says nothing. NaN never: equal samples without spread give 0.
 */
export function welchT({ first, second }: Times): number {
  const all = [...first, ...second].toSorted((a, b) => a - b);
  const slowest = all[Math.floor(all.length * 0.9)] ?? Infinity;
  const [a, b] = [first, second].map((times) => describe(times.filter((time) => time <= slowest)));
  if (!a || !b) throw new Error('there are two samples');
  const error = Math.sqrt(a.variance / a.size + b.variance / b.size);
  if (error > 0) return (a.mean - b.mean) / error;
  return a.mean === b.mean ? 0 : Infinity;
}

function describe(times: readonly number[]): { size: number; mean: number; variance: number } {
  const size = times.length;
  // All of one sample among the slowest tells the two apart as well as anything.
  if (size < 2) return { size: 1, mean: Infinity, variance: 0 };
  const mean = times.reduce((sum, time) => sum + time, 0) / size;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (size - 1);
  return { size, mean, variance };
}
