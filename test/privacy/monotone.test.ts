import { expect, test } from 'vitest';
import { runKeys } from '../../src/features/keys/keys.cli.ts';
import { countCoarser, readBylines, whatIsMore } from './monotone-bylines.ts';
import { scenariosOf, patience, say, seed } from './scenario-budget.ts';
import { SeededRandom } from './scenario-random.ts';
import { take } from './scenario-steps.ts';
import { Outcome } from './scenario-writing.ts';
import { createWorld } from './scenario-world.ts';
import type { Leak } from './scenario-world.ts';
import type { By, Step } from './scenario.ts';
import { drawScenario, twins } from './scenario.ts';

interface Report {
  steps: number;
  bylines: number;
  coarser: number;
  more: string[];
}

const levels = ['Entry', 'Mid-Level', 'Senior', 'Staff', 'Principal'];

const forms = ['company-role', 'company', 'level-role', 'role', 'member'];

/** Scenarios with more of what could change a byline: careers, imports, and authors who coarsen what they signed. */
function drawSteps(name: string): Step[] {
  const random = new SeededRandom(`monotone ${name}`);
  const written: { by: By; on: string }[] = [];
  return drawScenario('author', name).steps.flatMap((step): Step[] => {
    if (step.do === 'watch') return [];
    if ('post' in step) written.push({ by: step.by, on: step.post });
    if (!random.chance(50) || written.length === 0) return [step];
    const level = random.pick(levels);
    const coarsen: Step = { do: 'coarsen', ...random.pick(written), byline: random.pick(forms) };
    const career: Step = { do: 'career', by: random.pick([...twins, 'asker'] as const), level };
    return [step, random.pick<Step>([coarsen, coarsen, career, { do: 'import', level }])];
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
