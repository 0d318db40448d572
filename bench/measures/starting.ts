import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import type { Setting } from '../server.ts';
import { startServer } from '../server.ts';

/** From the command to the first page, on a new folder: database made, schema, sample community. */
export async function measureFirstStart(folder: string): Promise<Measured> {
  return {
    name: 'first start with the sample community, to the first page',
    value: (await startOnce({ folder, sample: 'on', npm: true })) / 1000,
    unit: 's',
    goal: { is: '≤', value: 90 },
    note: 'npm start; packages and build are there',
  };
}

/** The same on a folder that is full. */
export async function measureLaterStarts(folder: string, rounds: number): Promise<Measured> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await startOnce({ folder, npm: true }));
  return {
    name: 'later start, to the first page',
    value: median(times) / 1000,
    unit: 's',
    goal: { is: '≤', value: 1.5 },
    note: 'npm start',
  };
}

async function startOnce(setting: Setting): Promise<number> {
  const begun = performance.now();
  const server = await startServer(setting);
  const answer = await fetch(server.origin);
  await answer.text();
  const took = performance.now() - begun;
  if (answer.status !== 200) throw new Error(`the first page answered ${answer.status}`);
  await server.stop();
  return took;
}
