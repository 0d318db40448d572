import { findDifference, describeDifference } from './observers-compare.ts';
import type { Looking, Sight } from './observers.ts';
import { glance, listen, looksOf, printAnswer } from './observers.ts';
import type { Scenario, Step, Voice } from './scenario.ts';
import { drawScenario } from './scenario.ts';
import { take } from './scenario-steps.ts';
import { Outcome } from './scenario-writing.ts';
import type { Leak, World } from './scenario-world.ts';
import { createWorlds } from './scenario-world.ts';

export interface Report {
  scenarios: number;
  steps: number;
  /** Pages, answers and files that were compared. */
  seen: number;
  /** What gives the authors away: the scenario's seed, its steps and the first difference. */
  leak: string | null;
}

export interface Plan {
  kind: Scenario['kind'] | 'none';
  seed: string;
  scenarios: number;
  /** Else by turns. */
  mail?: 'sent' | 'kept';
  leak?: Leak;
}

/** Not more: whoever posts often is held up, and where one has written what else two have written, sooner. */
const perWorld = 4;

/** A machine that is too busy has answered 503 in one of the worlds: nothing can be said, and it is tried anew. */
class Outage extends Error {}

const mostOutages = 20;

/**
 * Plays each scenario in two worlds, in which the voices belong to different people of one class, and compares
 * what all others see. `none`: to the same ones, for seeing that nothing else makes a difference. Stops at the first.
 */
export async function compareWorlds(plan: Plan): Promise<Report> {
  const { kind, seed, scenarios, leak } = plan;
  const report: Report = { scenarios: 0, steps: 0, seen: 0, leak: null };
  let outages = 0;
  for (let batch = 0; report.scenarios < scenarios && !report.leak; batch += 1) {
    const mail = batch % 2 === 0 ? 'sent' : 'kept';
    const options = { seed: `${seed} ${batch}`, mail: plan.mail ?? mail, leak } as const;
    const worlds = await createWorlds(options);
    try {
      await playBatch(worlds, { kind, seed: options.seed, most: scenarios - report.scenarios, report });
    } catch (error) {
      outages += 1;
      if (!(error instanceof Outage) || outages > mostOutages) throw error;
    } finally {
      await Promise.all(worlds.map((world) => world.close()));
    }
  }
  return report;
}

type Worlds = readonly [World, World];

async function playBatch(
  worlds: Worlds,
  { kind, seed, most, report }: { kind: Plan['kind']; seed: string; most: number; report: Report },
): Promise<void> {
  const passed = new Set<string>();
  for (let number = 0; number < Math.min(perWorld, most) && !report.leak; number += 1) {
    const scenario = drawScenario(kind === 'none' ? 'author' : kind, `${seed}-${number}`);
    castVoices(worlds, kind, scenario);
    report.leak = await play(worlds, scenario, { passed, report });
    report.scenarios += 1;
  }
}

/** Author swap: one wrote it, or the other. Link swap: one wrote both, or each one of them. */
function castVoices([world, other]: Worlds, kind: Plan['kind'], { pair: [first, second] }: Scenario): void {
  const same: Record<Voice, typeof first> = { V: first, W: first };
  world.voices = same;
  if (kind === 'none') other.voices = same;
  if (kind === 'author') other.voices = { V: second, W: second };
  if (kind === 'link') other.voices = { V: first, W: second };
}

async function play(
  worlds: Worlds,
  scenario: Scenario,
  { passed, report }: { passed: Set<string>; report: Report },
): Promise<string | null> {
  const outcomes = [new Outcome(), new Outcome()] as const;
  for (const [number, step] of scenario.steps.entries()) {
    report.steps += 1;
    for (const world of worlds) world.random.begin(`${scenario.seed} ${number}`);
    const sights = await inBoth(worlds, async (world, at) => await watch(world, step, outcomes[at], passed));
    const leak = found(sights, scenario, number, report);
    if (leak) return leak;
  }
  for (const look of looksOf(report.scenarios)) {
    const looking = async (world: World, at: 0 | 1) => await look(world, lookingAt(outcomes[at], passed));
    const leak = found(await inBoth(worlds, looking), scenario, scenario.steps.length, report);
    if (leak) return leak;
  }
  for (const [number, step] of scenario.after.entries()) {
    for (const world of worlds) world.random.begin(`${scenario.seed} after ${number}`);
    await inBoth(worlds, async (world, at) => await take(world, step, outcomes[at]));
  }
  for (const id of idsOf(outcomes[0])) passed.add(id);
  return null;
}

async function inBoth<Result>(
  worlds: Worlds,
  does: (world: World, at: 0 | 1) => Promise<Result>,
): Promise<[Result, Result]> {
  const [one, other] = worlds;
  const both = await Promise.all([does(one, 0), does(other, 1)]);
  if (worlds.some(({ outages }) => outages > 0)) throw new Outage('the database did not answer');
  return both;
}

/** Takes the step. Others' answers are seen whole; what voices and their pair are told is theirs, but not how it ends. */
async function watch(world: World, step: Step, outcome: Outcome, passed: Set<string>): Promise<Sight> {
  const answer = await take(world, step, outcome);
  const looking = lookingAt(outcome, passed);
  if (step.do === 'watch') return await glance(world, looking);
  const heard = await listen(world, looking);
  if (!answer) return heard;
  const by = 'by' in step ? step.by : 'a newcomer';
  const isTheirs = ['V', 'W', 'one', 'two', 'three', 'four'].includes(by);
  const where = answer.headers.find(([name]) => name === 'location')?.[1] ?? '';
  const ending = `${answer.status} ${step.do === 'sign in' ? '' : where}`;
  return heard.set(`what ${by} is answered`, isTheirs ? ending : printAnswer(answer));
}

function lookingAt(outcome: Outcome, passed: ReadonlySet<string>): Looking {
  const videos = outcome.videos.map(({ path }) => path);
  return { ids: idsOf(outcome), amas: outcome.amas, videos, passed };
}

function found(
  sights: readonly [Sight, Sight],
  scenario: Scenario,
  at: number,
  report: Report,
): string | null {
  report.seen += sights[0].size;
  const difference = findDifference(...sights);
  if (!difference) return null;
  const taken = scenario.steps.slice(0, at + 1).map((step) => `  ${JSON.stringify(step)}`);
  return `scenario ${scenario.seed}, between ${scenario.pair.join(' and ')}:\n${taken.join('\n')}\n${describeDifference(difference)}`;
}

function idsOf(outcome: Outcome): string[] {
  return [...outcome.ids.values()];
}
