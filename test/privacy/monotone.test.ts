import { expect, test } from 'vitest';
import { runKeys } from '../../src/features/keys/keys.cli.ts';
import { countCoarser, readBylines, whatIsMore } from './monotone-bylines.ts';
import { scenariosOf, patience, say, seed } from './scenario-budget.ts';
import { SeededRandom } from './scenario-random.ts';
import { Outcome, take } from './scenario-steps.ts';
import { createWorld } from './scenario-world.ts';
import type { Leak } from './scenario-world.ts';
import type { Step } from './scenario.ts';
import { drawScenario, twins } from './scenario.ts';

interface Report {
  steps: number;
  bylines: number;
  coarser: number;
  more: string[];
}

const levels = ['Entry', 'Mid-Level', 'Senior', 'Staff', 'Principal'];

/** Scenarios with more of what could change a byline: careers, imports, coarsening, rotated keys. */
function drawSteps(name: string): Step[] {
  const random = new SeededRandom(`monotone ${name}`);
  return drawScenario('author', name).steps.flatMap((step): Step[] => {
    if (step.do === 'watch') return [];
    if (!random.chance(35)) return [step];
    const byline = random.pick(['level-role', 'role', 'member']);
    const level = random.pick(levels);
    const more: Step[] = [
      { do: 'career', by: random.pick([...twins, 'asker'] as const), level },
      { do: 'import', level },
      ...('on' in step && 'by' in step ? [{ do: 'coarsen', by: step.by, on: step.on, byline } as const] : []),
    ];
    return [step, random.pick(more)];
  });
}

async function play(scenarios: number, name: string, leak?: Leak): Promise<Report> {
  const world = await createWorld({ seed: name, mail: 'kept', leak }, null);
  const report: Report = { steps: 0, bylines: 0, coarser: 0, more: [] };
  const { platform } = world.community;
  let before = await readBylines(platform.db.pool);
  for (let scenario = 0; scenario < scenarios && report.more.length === 0; scenario += 1) {
    const outcome = new Outcome();
    for (const [number, step] of drawSteps(`${name} ${scenario}`).entries()) {
      world.random.begin(`${name} ${scenario} ${number}`);
      await take(world, step, outcome);
      if (number === 5 && scenario % 10 === 0) await runKeys(platform, ['rotate'], () => undefined);
      const after = await readBylines(platform.db.pool);
      report.steps += 1;
      report.coarser += countCoarser(before, after);
      report.more.push(...whatIsMore(before, after).map((words) => `${JSON.stringify(step)}: ${words}`));
      before = after;
    }
  }
  report.bylines = before.size;
  await world.close();
  return report;
}

test(
  'whatever happens, no byline ever says more or other things than it said first',
  async () => {
    const scenarios = scenariosOf(8);
    const report = await play(scenarios, seed);
    say(
      `monotone bylines: ${scenarios} scenarios, ${report.steps} steps, ${report.bylines} bylines, ${report.coarser} made coarser`,
    );
    expect(report.more).toEqual([]);
    expect(report.bylines).toBeGreaterThan(scenarios);
    expect(report.coarser).toBeGreaterThan(0);
  },
  patience,
);

test('it is found when a change of the career reaches what was signed before', async () => {
  const leak: Leak = {
    name: 'bylines follow careers',
    prepare: async ({ community: { platform } }) => {
      await platform.db.pool.query('alter table authors disable trigger authors_byline_monotone');
      await platform.db.pool.query(
        `create function follow() returns trigger language plpgsql as $$
         begin update authors set level = 'Staff' where level is not null; return null; end $$`,
      );
      await platform.db.pool.query(
        'create trigger careers_followed after update on careers for each row execute function follow()',
      );
    },
  };
  const { more } = await play(8, 'cairn', leak);
  expect(more.join('\n')).toMatch(/: level was \w+, is Staff/);
});
