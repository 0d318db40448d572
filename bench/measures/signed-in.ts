import { load } from '../load.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { cpuSeconds } from '../processes.ts';
import type { Server } from '../server.ts';

/** So many that the code is warm and a clock tick of ten milliseconds does not count. */
const requests = 1500;

/** A page made for one member: milliseconds of CPU of the application and its database together. */
export async function measureSignedIn(
  server: Server,
  { name, path, cookie }: { name: string; path: string; cookie: string },
  { rounds }: { rounds: number },
): Promise<Measured> {
  const ask = async () =>
    await load({ url: server.origin + path, lasting: { requests }, connections: 4, cookie });
  await ask();
  const costs: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = cpuSeconds(server.pid);
    const { requestsPerSecond } = await ask();
    costs.push(((cpuSeconds(server.pid) - before) * 1000) / requests);
    rates.push(requestsPerSecond);
  }
  return {
    name: `${name}, signed in, CPU with the database`,
    value: median(costs),
    unit: 'ms',
    goal: { is: '≤', value: 2 },
    note: `${Math.round(median(rates))} requests/s`,
  };
}
