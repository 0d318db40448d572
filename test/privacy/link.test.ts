import { expect, test } from 'vitest';
import { patience, say, scenariosOf, seed } from './scenario-budget.ts';
import { compareWorlds } from './swap.ts';
import * as leaks from './swap-leaks.ts';

test(
  'nobody sees whether two threads are by one or by two, wherever they look',
  async () => {
    const report = await compareWorlds({ kind: 'link', seed, scenarios: scenariosOf(2) });
    say(`link swap: ${report.scenarios} scenarios, ${report.steps} steps, ${report.seen} sights`);
    expect(report.leak).toBeNull();
    expect(report.seen).toBeGreaterThan(300 * report.scenarios);
  },
  patience,
);

test.each([
  [leaks.countForModerators, /^\w+ \/moderation\/posts\//m],
  [leaks.handleOfTheAccount, /^(the export|anonymous)/m],
])(
  'the link swap finds it when $name',
  async (leak, where) => {
    const report = await compareWorlds({ kind: 'link', seed: 'e', scenarios: 4, leak });
    expect(report.leak).toMatch(where);
  },
  patience,
);
