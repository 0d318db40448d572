import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../build/paths.mjs';
import {
  addLongThread,
  closeBeside,
  findRealQuestions,
  openBeside,
  readQuestions,
  sessionCookie,
  unlimitedToken,
} from './community.ts';
import { writeGenerated } from './generated.ts';
import type { Measured } from './measured.ts';
import { isMet, printTable } from './measured.ts';
import { measureAma } from './measures/amas.ts';
import { measureAsking } from './measures/asking.ts';
import { measureGiveaways } from './measures/giveaways.ts';
import { importFile, measureImport } from './measures/importing.ts';
import { fillLists, timeLists } from './measures/lists.ts';
import { measureSignedIn } from './measures/signed-in.ts';
import { measureSignedOut } from './measures/signed-out.ts';
import { measureSizes } from './measures/sizes.ts';
import { measureFirstStart, measureLaterStarts } from './measures/starting.ts';
import { measureVideos } from './measures/videos.ts';
import { measureWatching } from './measures/watching.ts';
import { cpuSeconds, machineCpuSeconds, memoryMegabytes } from './processes.ts';
import { startServer } from './server.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    /** How many questions the long lists hold. */
    threads: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    /** How many read an AMA along, how many at most are tried, and how many seconds of its hour there are. */
    readers: { type: 'string', default: '5000' },
    'most-readers': { type: 'string', default: '10000' },
    hour: { type: 'string', default: '60' },
    /** Nothing but the AMA. */
    ama: { type: 'boolean', default: false },
    /** Nothing but films. */
    films: { type: 'boolean', default: false },
    /** Leaves the folder there, and says where. */
    keep: { type: 'boolean', default: false },
  },
});
const effort = { rounds: Number(options.rounds), seconds: Number(options.seconds) };
const measured: Measured[] = [];

const home = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
const begun = { time: performance.now(), machine: machineCpuSeconds(), own: ownCpuSeconds() };
try {
  await (options.ama ? measureAmaAlone() : options.films ? measureFilmsAlone() : measureAll());
} finally {
  if (options.keep) console.log(`Everything is left in ${home}.`);
  else await rm(home, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  const real = findRealQuestions(options.data);
  const file = real ?? join(home, 'generated.jsonl');
  if (!real) await writeGenerated(file, { count: 5367, bytes: 1200 });
  console.log(
    real
      ? `Measured on ${real}.`
      : 'The real questions are not here: measured on generated ones of the same shape.',
  );

  step('first start');
  add(await measureFirstStart(await makeFolder('first')));

  step('warnings before posting');
  add(...(await measureGiveaways()));

  const folder = await makeFolder('main');
  step('import');
  await importFile(folder, file);
  const { small, thread } = await measureServing(folder, file);
  await measureLiveHour(folder, thread);
  step('later starts');
  add(await measureLaterStarts(folder, 5));
  step('import of generated questions');
  add(await measureImport(folder, { rounds: effort.rounds, count: 10_000 }));
  await measureLongLists(folder, small);
  await report();
}

async function measureServing(
  folder: string,
  file: string,
): Promise<{ small: Map<string, number>; thread: string }> {
  const server = await startServer({ folder });
  const beside = await openBeside(folder);
  try {
    const thread = await addLongThread(beside, await readQuestions(file, 60));
    const [cookie, token] = [await sessionCookie(beside), await unlimitedToken(beside)];
    step('sizes');
    add(...(await measureSizes(server.origin)));
    const topic = { name: 'topic page', path: '/topics/software-careers' };
    const question = { name: 'question page, 30 answers', path: thread };
    for (const page of [topic, question]) {
      step(page.name);
      add(...(await measureSignedOut(server.origin, page, effort)));
      add(await measureSignedIn(server, { ...page, cookie }, effort));
    }
    step('films');
    add(...(await measureWatching(server.origin, beside, effort)));
    add(...(await measureVideos({ url: server.origin + thread, cookie }, effort)));
    step('lists');
    const small = await timeLists(server.origin, 100);
    step('asking');
    add(...(await measureAsking(server, { token, file, folder }, effort)));
    add({
      name: 'memory after all that, with the database',
      value: memoryMegabytes(server.pid),
      unit: 'MB',
      goal: { is: '≤', value: 350 },
    });
    return { small, thread };
  } finally {
    await closeBeside(beside);
    await server.stop();
  }
}

async function measureAmaAlone(): Promise<void> {
  const folder = await makeFolder('ama');
  const file = join(home, 'generated.jsonl');
  await writeGenerated(file, { count: 500, bytes: 1200 });
  await importFile(folder, file);
  await measureLiveHour(folder, null, file);
  await report();
}

async function measureFilmsAlone(): Promise<void> {
  const folder = await makeFolder('films');
  const file = join(home, 'generated.jsonl');
  await writeGenerated(file, { count: 500, bytes: 1200 });
  await importFile(folder, file);
  const server = await startServer({ folder });
  const beside = await openBeside(folder);
  try {
    const thread = await addLongThread(beside, await readQuestions(file, 60));
    const page = { url: server.origin + thread, cookie: await sessionCookie(beside) };
    add(...(await measureWatching(server.origin, beside, effort)));
    add(...(await measureVideos(page, effort)));
  } finally {
    await closeBeside(beside);
    await server.stop();
  }
  await report();
}

/** `thread`: an ordinary page to read meanwhile; null where one has to be made of `file`. */
async function measureLiveHour(folder: string, thread: string | null, file = ''): Promise<void> {
  step('an AMA in its live hour');
  const server = await startServer({ folder });
  const beside = await openBeside(folder);
  try {
    const page = thread ?? (await addLongThread(beside, await readQuestions(file, 60)));
    const place = { topic: 'software-careers', page, cookie: await sessionCookie(beside) };
    const { readers, hour, 'most-readers': most } = options;
    const crowd = { readers: Number(readers), mostReaders: Number(most), seconds: Number(hour) };
    add(...(await measureAma(server, beside, place, crowd)));
  } finally {
    await closeBeside(beside);
    await server.stop();
  }
}

async function measureLongLists(folder: string, small: Map<string, number>): Promise<void> {
  const threads = Number(options.threads);
  const server = await startServer({ folder });
  const beside = await openBeside(folder);
  try {
    await fillLists(beside, threads, (done) => step(`filling lists, ${done} of ${threads}`));
    step('long lists');
    const large = await timeLists(server.origin, 100);
    const ratios = [...small].map(([name, time]) => ({ name, ratio: (large.get(name) ?? 0) / time }));
    const worst = ratios.toSorted((a, b) => b.ratio - a.ratio)[0];
    add({
      name: `list pages, ${threads.toLocaleString('en')} questions to 5 thousand, the worst`,
      value: worst?.ratio ?? 0,
      unit: '×',
      goal: { is: '≤', value: 1.2 },
      note: ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`).join(', '),
    });
  } finally {
    await closeBeside(beside);
    await server.stop();
  }
}

async function report(): Promise<void> {
  const cores = availableParallelism();
  const elapsed = (performance.now() - begun.time) / 1000;
  const others = (machineCpuSeconds() - begun.machine - (ownCpuSeconds() - begun.own)) / (elapsed * cores);
  console.log(`\n${printTable(measured)}\n`);
  console.log(
    `${cores} cores, of which other programs used ${Math.round(others * 100)} %; ${Math.round(elapsed)} s in all.`,
  );
  const results = {
    at: new Date().toISOString(),
    node: process.version,
    cores,
    others,
    measured: measured.map((one) => ({ ...one, ok: isMet(one) })),
  };
  await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}

function ownCpuSeconds(): number {
  return cpuSeconds(process.pid);
}

async function makeFolder(name: string): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  return folder;
}

function add(...found: Measured[]): void {
  measured.push(...found);
  if (!process.stderr.isTTY) process.stderr.write(`${printTable(found)}\n`);
}

function step(what: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${what} …` : `${what}\n`);
}
