import type { SeededRandom } from './scenario-random.ts';

/** How near an account seems to a masked row: the lower, the likelier it is its author. */
export type Distance = (account: string, row: number) => number;

export interface Verdict {
  /** Of the masked rows, how many an attacker who names the nearest gets right; ties count in part. */
  hits: number;
  rows: number;
  /** By chance. */
  expected: number;
  /** The probability of doing as well or better, had the accounts been dealt out by chance. */
  p: number;
  /** Standard deviations above what an exchange of accounts gives on the average (Hoeffding, 1951). */
  z: number;
}

/**
 * A permutation test. Statistic: the sum over the masked rows of 1 / (rank of the true account by distance, ties
 * shared). Under the null hypothesis the dump says nothing of who wrote what, so that the accounts' places may be
 * exchanged; p is the share of random exchanges that do as well. Exact but for sampling: draws end early where
 * p is clearly above one in a hundred thousand.
 */
export function judge(
  owners: readonly string[],
  accounts: readonly string[],
  distance: Distance,
  random: SeededRandom,
): Verdict {
  const place = new Map(accounts.map((account, at) => [account, at]));
  const gain = accounts.map(() => new Float64Array(accounts.length));
  let [observed, hits] = [0, 0];
  for (const [row, owner] of owners.entries()) {
    const weights = reciprocalRanks(accounts.map((account) => distance(account, row)));
    const at = place.get(owner);
    if (at === undefined) throw new Error('an owner who is no account');
    for (const [other, { weight }] of weights.entries()) {
      const sums = gain[at];
      if (sums) sums[other] = (sums[other] ?? 0) + weight;
    }
    observed += weights[at]?.weight ?? 0;
    hits += weights[at]?.first ?? 0;
  }
  const expected = owners.length / accounts.length;
  const z = deviations(gain, observed);
  return {
    hits,
    rows: owners.length,
    expected,
    z,
    p: exchange(gain, observed, random, z > 12 ? 10_000 : 100_000),
  };
}

/** For each: 1 / rank, and the chance of being named first; those at the same distance share. */
function reciprocalRanks(distances: readonly number[]): { weight: number; first: number }[] {
  const sorted = distances.toSorted((a, b) => a - b);
  const shares = new Map<number, { weight: number; first: number }>();
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] ?? 0;
    let to = from;
    let weights = 0;
    while (to < sorted.length && sorted[to] === value) weights += 1 / (to++ + 1);
    shares.set(value, { weight: weights / (to - from), first: from === 0 ? 1 / (to - from) : 0 });
    from = to;
  }
  return distances.map((distance) => shares.get(distance) ?? { weight: 0, first: 0 });
}

/** From the mean and the variance of the sum of `gain[b][π(b)]` over all permutations π. */
function deviations(gain: readonly Float64Array[], observed: number): number {
  const size = gain.length;
  const rows = gain.map((row) => sum(row) / size);
  const columns = gain.map((_, at) => sum(gain.map((row) => row[at] ?? 0)) / size);
  const all = sum(rows) / size;
  let squares = 0;
  for (const [at, row] of gain.entries())
    for (const [other, value] of row.entries())
      squares += (value - (rows[at] ?? 0) - (columns[other] ?? 0) + all) ** 2;
  const deviation = Math.sqrt(squares / (size - 1));
  return deviation < 1e-9 ? 0 : (observed - size * all) / deviation;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function exchange(gain: Float64Array[], observed: number, random: SeededRandom, most: number): number {
  const order = Uint32Array.from(gain.keys());
  const next = xorshift(random.bytes(4).readUInt32BE() | 1);
  let [asGood, draws] = [0, 0];
  while (draws < most && asGood < 20) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = next() % (at + 1);
      const kept = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = kept;
    }
    let total = 0;
    for (let at = 0; at < order.length; at += 1) total += gain[at]?.[order[at] ?? 0] ?? 0;
    draws += 1;
    if (total >= observed - 1e-9) asGood += 1;
  }
  return (asGood + 1) / (draws + 1);
}

/** Marsaglia's xorshift32: fast, and good enough for dealing cards. */
function xorshift(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
