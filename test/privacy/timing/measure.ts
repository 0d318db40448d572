import { randomInt } from 'node:crypto';
import { scenariosOf } from '../scenario-budget.ts';
import { welchT, type Times } from './welch.ts';

/** Something that is done twice, with the difference that nobody may be able to time. */
export interface Pair {
  first: () => Promise<unknown>;
  second: () => Promise<unknown>;
}

/** The bound of the statistic: beyond it a difference is taken for real. */
export const bound = 4.5;

const warmUp = 10;

/** 2,000 of each in a long run. */
export function roundsOf(few: number): number {
  return scenariosOf(0) > 0 ? 2000 : few;
}

/**
 * Resolves to |t|. In a short run a difference counts if it is seen twice: of some thousand samples as short as
 * these one lies beyond the bound by chance.
 */
export async function confirm(statistic: () => Promise<number>): Promise<number> {
  const first = Math.abs(await statistic());
  if (first < bound || scenariosOf(0) > 0) return first;
  return Math.abs(await statistic());
}

/** Resolves to the largest |t| of three tries at most: a busy machine hides a difference that is there. */
export async function seek(pair: Pair, rounds: number): Promise<number> {
  let largest = 0;
  for (let turn = 0; turn < 3 && largest <= bound; turn += 1)
    largest = Math.max(largest, Math.abs(await measure(pair, rounds)));
  return largest;
}

/** Times both in turn, which of them comes first being drawn each round, and resolves to Welch's t. */
export async function measure(pair: Pair, rounds: number): Promise<number> {
  const times: Times = { first: [], second: [] };
  for (let round = -warmUp; round < rounds; round += 1) {
    const order = randomInt(2) === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const);
    for (const which of order) {
      const time = await timeOf(pair[which]);
      if (round >= 0) times[which].push(time);
    }
  }
  return welchT(times);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
