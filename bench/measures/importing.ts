import { join } from 'node:path';
import { writeGenerated } from '../generated.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { runCairn } from '../server.ts';

/** Records a second, as the importer itself counts them. */
export async function importFile(folder: string, file: string): Promise<number> {
  const said = await runCairn(folder, ['import', file]);
  const found = /([\d,]+) a second/.exec(said)?.[1];
  if (!found) throw new Error(`the importer said: ${said}`);
  return Number(found.replaceAll(',', ''));
}

/** Questions of 1 kB into a database that has some already. */
export async function measureImport(
  folder: string,
  { rounds, count }: { rounds: number; count: number },
): Promise<Measured> {
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, `generated-${round}.jsonl`);
    await writeGenerated(file, { count: count + round, bytes: 1000 });
    rates.push(await importFile(folder, file));
  }
  return {
    name: 'import, questions of 1 kB',
    value: median(rates),
    unit: '/s',
    goal: { is: '≥', value: 1500 },
    note: `${count} records, fsync on`,
  };
}
