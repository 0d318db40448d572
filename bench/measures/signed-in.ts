import { load } from '../load.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { cpuSeconds } from '../processes.ts';
import type { Server } from '../server.ts';

/** A page made for one member: milliseconds of CPU of the application and its database together. */
export async function measureSignedIn(
  server: Server,
  { name, path, cookie }: { name: string; path: string; cookie: string },
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Measured> {
  const url = server.origin + path;
  await load({ url, seconds: 2, connections: 4, cookie });
  const costs: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = cpuSeconds(server.pid);
    const { requests, requestsPerSecond } = await load({ url, seconds, connections: 4, cookie });
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
