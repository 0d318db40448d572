import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';
import { findGiveaways } from '../../src/features/giveaways/find-giveaways.client.ts';
import { heldOut } from '../../src/features/giveaways/held-out-for-tests.ts';
import { tuned } from '../../src/features/giveaways/labelled-for-tests.ts';
import { real } from '../../src/features/giveaways/real-for-tests.ts';
import { measure, readLabelled } from '../../src/features/giveaways/measured-for-tests.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';

const longest = 15_000;

/** The warnings before posting: how right they are on marked sentences, what they weigh, and how long one look takes. */
export async function measureGiveaways(): Promise<Measured[]> {
  return [
    ...scores(`${heldOut.length} sentences that no rule was made for`, heldOut),
    ...scores(`${tuned.length} sentences that the rules were made on`, tuned),
    falseAlarms(),
    {
      name: 'script of the warnings',
      value: await scriptKilobytes(),
      unit: 'kB',
      goal: { is: '≤', value: 15 },
    },
    { name: 'one look at 15,000 characters', value: timeOneLook(), unit: 'ms', goal: { is: '≤', value: 16 } },
  ];
}

function scores(which: string, sentences: readonly string[]): Measured[] {
  const { all, byRule } = measure(sentences);
  const each = (key: 'precision' | 'recall') =>
    [...byRule].map(([rule, score]) => `${rule} ${score[key].toFixed(2)}`).join(', ');
  const goal = { is: '≥', value: 0.9 } as const;
  return [
    {
      name: `warnings, precision on ${which}`,
      value: all.precision,
      unit: '',
      goal,
      note: each('precision'),
    },
    { name: `warnings, recall on ${which}`, value: all.recall, unit: '', goal, note: each('recall') },
  ];
}

/** Real sentences hold so little that gives away that precision says less than how often one is disturbed. */
function falseAlarms(): Measured {
  const { wrong, right, missed } = measure(real).all;
  return {
    name: `warnings, false alarms in ${real.length} real sentences`,
    value: wrong,
    unit: '',
    goal: { is: '≤', value: 5 },
    note: `found ${right} of ${right + missed} that give away`,
  };
}

async function scriptKilobytes(): Promise<number> {
  const assets = join(root, 'dist', 'assets');
  const manifest: Record<string, string> = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8'));
  return (await stat(join(assets, `${manifest['giveaways.js']}.br`))).size / 1000;
}

function timeOneLook(): number {
  const text = tuned
    .map((one) => readLabelled(one).text)
    .join(' ')
    .repeat(3)
    .slice(0, longest);
  const writer = { companyShown: false, company: null, findOwnWords: null };
  const times = Array.from({ length: 30 }, () => {
    const begun = performance.now();
    findGiveaways(text, writer);
    return performance.now() - begun;
  });
  return median(times);
}
