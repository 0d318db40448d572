import { expect, test } from 'vitest';
import { patience, say, scenariosOf, seed } from './scenario-budget.ts';
import { compareWorlds } from './swap.ts';
import * as leaks from './swap-leaks.ts';

test(
  'nobody sees whether a masked post is by the one or by the other of a class, wherever they look',
  async () => {
    const report = await compareWorlds({ kind: 'author', seed, scenarios: scenariosOf(3) });
    say(`author swap: ${report.scenarios} scenarios, ${report.steps} steps, ${report.seen} sights`);
    expect(report.leak).toBeNull();
    expect(report.seen).toBeGreaterThan(300 * report.scenarios);
  },
  patience,
);

test(
  'the same people in both worlds are the same, so that what differs is the author',
  async () => {
    const report = await compareWorlds({ kind: 'none', seed: `${seed} same`, scenarios: 1 });
    expect(report.leak).toBeNull();
  },
  patience,
);

test(
  'a leak says which scenario it was, who saw what, and where',
  async () => {
    const leak = leaks.accountInTheLog;
    const report = await compareWorlds({ kind: 'author', seed: 'cairn', scenarios: 1, leak });
    expect(report.leak).toMatch(/^scenario cairn 0-0, between \w+ and \w+:\n/);
    expect(report.leak).toMatch(/\nthe log\n {2}one world: .+@cairn\.test.+\n {2}the other: .+@cairn\.test/);
  },
  patience,
);
