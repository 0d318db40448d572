import type { ChildProcess } from 'node:child_process';
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { root } from '../../build/paths.mjs';
import type { OpenPlatform } from '../../src/platform/open.ts';
import type { AmaMember } from '../ama-community.ts';
import { addLiveAma } from '../../test/live-ama.ts';
import { addAmaMembers, askAhead } from '../ama-community.ts';
import type { Measured } from '../measured.ts';
import { median } from '../measured.ts';
import { cpuSeconds, memoryMegabytes } from '../processes.ts';
import type { Server } from '../server.ts';

export interface AmaEffort {
  /** How many read along while everything is measured. */
  readers: number;
  /** How many at most are tried afterwards. */
  mostReaders: number;
  /** Of the live hour. */
  seconds: number;
}

/** What the readers' process tells. Milliseconds. */
interface Report {
  p50: number;
  p99: number;
  most: number;
  arrivals: number;
  frames: number;
  breaks: number;
  doubled: number;
  lost: number;
  otherwise: number;
  newest: number;
}

const rates = { questions: 20, votes: 100 };
/** Milliseconds of the goal of the largest number. */
const quick = 1000;

/** An AMA in its live hour: people ask and vote, thousands read along, and others read elsewhere. */
export async function measureAma(
  server: Server,
  beside: OpenPlatform,
  { topic, page, cookie }: { topic: string; page: string; cookie: string },
  effort: AmaEffort,
): Promise<Measured[]> {
  const perAccount = 4;
  const rounds = effort.seconds + 15 * Math.ceil(Math.max(0, effort.mostReaders - effort.readers) / 2500);
  const members = await addAmaMembers(beside, 40 + Math.ceil((rounds * rates.questions) / perAccount));
  const [host, ...others] = members;
  if (!host) throw new Error('nobody hosts');
  const askers = others.filter(({ profile }) => profile).slice(0, 19);
  const { id } = await addLiveAma(beside, host.account, topic);
  const questions = await askAhead(beside, id, askers);
  const live = { ama: { id, questions }, members: others.slice(39) };
  const kilobytes = await weighReaders(server, await openHour(server, beside, live), effort.readers);
  const hour = await openHour(server, beside, live);
  try {
    const url = server.origin + page;
    const time = async (seconds: number) => ({
      memory: await timePage(url, '', seconds / 2),
      member: await timePage(url, cookie, seconds / 2),
    });
    const idle = await time(6);
    await hour.addReaders(effort.readers);
    const cpu = cpuSeconds(server.pid);
    const paging = time(effort.seconds - 1);
    const run = await hour.run(effort.seconds);
    const busy = await paging;
    const used = (cpuSeconds(server.pid) - cpu) / effort.seconds;
    const held = await findMost(hour, effort, run);
    return describe({ effort, run, idle, busy, kilobytes, used, held });
  } finally {
    await hour.close();
  }
}

/** Kilobytes that each takes, before anything else has filled the memory with what can be thrown away. */
async function weighReaders(server: Server, hour: Hour, count: number): Promise<number> {
  try {
    // A few, so that what all of them share is there.
    await hour.addReaders(50);
    const before = memoryMegabytes(server.pid, { alone: true });
    await hour.addReaders(count);
    await delay(3000);
    return ((memoryMegabytes(server.pid, { alone: true }) - before) * 1024) / count;
  } finally {
    await hour.close();
  }
}

interface Run extends Report {
  statuses: Record<string, number>;
  last: number;
}

interface Hour {
  addReaders(count: number): Promise<void>;
  run(seconds: number): Promise<Run>;
  close(): Promise<void>;
}

async function openHour(
  server: Server,
  beside: OpenPlatform,
  { ama, members }: { ama: { id: string; questions: string[] }; members: AmaMember[] },
): Promise<Hour> {
  const path = `/amas/events/${ama.id}`;
  const { port } = new URL(server.origin);
  const child = fork(join(root, 'bench', 'ama-readers.mjs'), [JSON.stringify({ port, path })]);
  const commits = await watchCommits(beside, ama.id);
  let runs = 0;
  return {
    addReaders: async (count) =>
      void (await tell(child, { add: count, after: await lastEvent(beside, ama.id) })),
    run: async (seconds) => {
      await tell(child, { forget: true });
      const order = { origin: server.origin, amaId: ama.id, known: ama.questions, ...rates, seconds };
      const some = members.map(({ cookie, profile }) => ({ cookie, profile }));
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(root, 'bench', 'ama-writers.mjs'),
        JSON.stringify({ ...order, members: some, seed: runs++ }),
      ]);
      // The last window opens, and the last votes are told.
      await delay(4000);
      const report = (await tell(child, { report: true, commits: commits.at })) as Report;
      const { statuses } = JSON.parse(stdout) as { statuses: Record<string, number> };
      return { ...report, statuses, last: await lastEvent(beside, ama.id) };
    },
    close: async () => {
      await commits.close();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function tell(child: ChildProcess, message: object): Promise<unknown> {
  const answered = once(child, 'message');
  child.send(message);
  const [answer] = (await answered) as [unknown];
  return answer;
}

async function lastEvent({ db }: OpenPlatform, amaId: string): Promise<number> {
  const { rows } = await db.pool.query<{ last: number }>(
    'select last_event as last from amas where thread_id = $1',
    [amaId],
  );
  return rows[0]?.last ?? 0;
}

/** When each event was there to be read, about: as soon as PostgreSQL has told of it. */
async function watchCommits(
  platform: OpenPlatform,
  amaId: string,
): Promise<{ at: Record<number, number>; close: () => Promise<void> }> {
  const at: Record<number, number> = {};
  const line = new pg.Client(platform.connection);
  await line.connect();
  let known = await lastEvent(platform, amaId);
  const note = async (now: number) => {
    const last = await lastEvent(platform, amaId);
    for (; known < last; known += 1) at[known + 1] = now;
  };
  line.on('notification', ({ payload }) => {
    if (payload?.split(' ').includes(`ama:${amaId}`)) void note(performance.timeOrigin + performance.now());
  });
  await line.query('listen cairn_changes');
  return { at, close: () => line.end() };
}

/** Milliseconds that a page took, asked for ten times a second. */
async function timePage(url: string, cookie: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < seconds * 10; number += 1) {
    const begun = performance.now();
    const response = await fetch(url, { headers: { cookie } });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
    times.push(performance.now() - begun);
    await delay(Math.max(0, 100 - (performance.now() - begun)));
  }
  return times;
}

async function findMost(
  hour: Hour,
  { readers, mostReaders }: AmaEffort,
  first: Run,
): Promise<{ readers: number; notes: string[] }> {
  const notes = [`${readers}: ${Math.round(first.p99)} ms`];
  let held = first.p99 <= quick ? readers : 0;
  for (let count = readers; count < mostReaders && held === count;) {
    const more = Math.min(2500, mostReaders - count);
    await hour.addReaders(more);
    count += more;
    const run = await hour.run(15);
    notes.push(`${count}: ${Math.round(run.p99)} ms`);
    if (run.p99 <= quick && troubles(run) === 0) held = count;
  }
  return { readers: held, notes };
}

/** Readers who were told something twice, or not all of it. */
function troubles({ doubled, lost, otherwise, breaks, newest, last }: Run): number {
  // Who was cut off comes back to what is so by then, in fewer words.
  const differing = Math.max(0, otherwise - breaks);
  return doubled + lost + differing + (newest === last ? 0 : 1);
}

/** A page from memory, and one that is made for a member. */
type Kind = 'memory' | 'member';

function describe(found: {
  effort: AmaEffort;
  run: Run;
  idle: Record<Kind, number[]>;
  busy: Record<Kind, number[]>;
  kilobytes: number;
  used: number;
  held: { readers: number; notes: string[] };
}): Measured[] {
  const { effort, run, idle, busy, kilobytes, used, held } = found;
  const name = `AMA, ${effort.readers.toLocaleString('en')} readers`;
  const told = Object.entries(run.statuses).map(([what, count]) => `${what}: ${count}`);
  return [
    {
      name: `${name}, from the commit to the reader, p99`,
      value: run.p99,
      unit: 'ms',
      goal: { is: '≤', value: 1500 },
      note: `median ${Math.round(run.p50)}, longest ${Math.round(run.most)}; ${told.join(', ')}; ${used.toFixed(2)} cores`,
    },
    {
      name: `${name}, told twice or not at all`,
      value: troubles(run),
      unit: '',
      goal: { is: '≤', value: 0 },
      note: `${run.arrivals.toLocaleString('en')} arrivals, ${run.breaks} cut off and resumed`,
    },
    { name: `${name}, memory of each`, value: kilobytes, unit: 'kB', goal: { is: '≤', value: 40 } },
    ...(['member', 'memory'] as const).map((kind) => ({
      name: `${name}, a page ${kind === 'member' ? 'for a member' : 'from memory'}, of its latency before`,
      value: median(busy[kind]) / median(idle[kind]),
      unit: '×',
      goal: { is: '≤', value: 2 } as const,
      note: `median ${median(idle[kind]).toFixed(1)} to ${median(busy[kind]).toFixed(1)} ms, p95 ${quantile95(idle[kind])} to ${quantile95(busy[kind])} ms`,
    })),
    {
      name: 'AMA, the most readers with p99 below a second',
      value: held.readers,
      unit: '',
      goal: { is: '≥', value: 10_000 },
      note: held.notes.join(', '),
    },
  ];
}

function quantile95(times: readonly number[]): string {
  return (times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0).toFixed(1);
}
