import { statement } from '../../platform/db.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { eventsTag, recordAmaEvent } from './amas.ts';
import { lockIfFree } from './locking.ts';

const steps = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** What is said of so many readers: the step that they reach, 0 below the first. */
export function stepOf(readers: number): number {
  return steps.findLast((step) => readers >= step) ?? 0;
}

/** Down to a lower step only where a tenth is missing: else one who comes and goes would be told of each time. */
export function nextStep(shown: number, readers: number): number {
  const step = stepOf(readers);
  return step < shown && readers >= shown * 0.9 ? shown : step;
}

const putCount = statement<{ amaId: string; process: Buffer; readers: number; now: Date }, never>(
  'putAmaAudience',
)`
  insert into ama_audiences (thread_id, process, readers, at)
  values (${'amaId'}, ${'process'}, ${'readers'}, ${'now'})
  on conflict (thread_id, process) do update set readers = excluded.readers, at = excluded.at`;

const dropStale = statement<{ stale: Date }, never>('dropStaleAmaAudiences')`
  delete from ama_audiences where at < ${'stale'}`;

const sumCounts = statement<{ amaId: string; stale: Date }, { shown: number; readers: number }>(
  'sumAmaAudience',
)`
  select amas.audience as shown, coalesce((
    select sum(readers) from ama_audiences where thread_id = amas.thread_id and at >= ${'stale'}
  ), 0) as readers
  from amas where thread_id = ${'amaId'}`;

const setShown = statement<{ amaId: string; step: number }, never>('setAmaAudience')`
  update amas set audience = ${'step'} where thread_id = ${'amaId'}`;

/** Milliseconds: a process that has not said anything for so long has ended. */
const lifetime = 30_000;

function staleAt({ clock }: Pick<Platform, 'clock'>): Date {
  return new Date(clock.now().getTime() - lifetime);
}

/** Adds up what the processes count, and tells readers where that is another step than they were told. */
async function tellAudience(platform: Platform, amaId: string): Promise<void> {
  const counted = { amaId, stale: staleAt(platform) };
  const isOther = ({ shown, readers }: { shown: number; readers: number }) =>
    nextStep(shown, readers) !== shown;
  const [before] = await sumCounts(platform.db, counted);
  if (!before || !isOther(before)) return;
  await platform.db.transaction(async (tx) => {
    if (!(await lockIfFree(tx, amaId))) return;
    const [sum] = await sumCounts(tx, counted);
    if (!sum || !isOther(sum)) return;
    const step = nextStep(sum.shown, sum.readers);
    await setShown(tx, { amaId, step });
    await recordAmaEvent(platform, tx, amaId, { kind: 'audience', facts: { readers: step } });
  });
}

/** Says how many read each AMA through this process. */
export class Audiences {
  readonly #platform: Platform;
  readonly #process: Buffer;
  readonly #countReaders: () => ReadonlyMap<string, number>;
  #counted = new Map<string, number>();

  /** `countReaders`: of each channel, those of this process. */
  constructor(platform: Platform, countReaders = () => platform.live.countReaders()) {
    this.#platform = platform;
    this.#countReaders = countReaders;
    this.#process = platform.random.bytes(16);
  }

  /** Every few seconds: what this process counts, and what that makes of the whole. */
  async count(): Promise<void> {
    const now = this.#platform.clock.now();
    const before = this.#counted;
    this.#counted = new Map(amasOf(this.#countReaders()));
    for (const [amaId, readers] of this.#counted) {
      await putCount(this.#platform.db, { amaId, process: this.#process, readers, now });
    }
    const left = [...before.keys()].filter((amaId) => !this.#counted.has(amaId));
    for (const amaId of left)
      await putCount(this.#platform.db, { amaId, process: this.#process, readers: 0, now });
    for (const amaId of [...this.#counted.keys(), ...left]) await tellAudience(this.#platform, amaId);
  }

  /** Counts from now on, every few seconds, in the process that serves. */
  start(seconds = 5): void {
    let isCounting = false;
    const timer = setInterval(() => {
      if (isCounting || (this.#counted.size === 0 && this.#platform.live.readers === 0)) return;
      isCounting = true;
      this.count()
        .catch((error: unknown) =>
          this.#platform.log.warn({ error: describeError(error) }, 'readers could not be counted'),
        )
        .finally(() => (isCounting = false));
    }, seconds * 1000).unref();
    this.#platform.live.onClose(() => clearInterval(timer));
  }
}

function amasOf(readers: ReadonlyMap<string, number>): [string, number][] {
  const prefix = eventsTag('');
  return [...readers].flatMap(([name, count]) =>
    name.startsWith(prefix) && count > 0 ? [[name.slice(prefix.length), count]] : [],
  );
}

const listTold = statement<object, { id: string }>('listAmasWithAudience')`
  select thread_id as id from amas where audience > 0 order by thread_id`;

/** What is left of processes that ended without a word. */
export async function sweepAudiences(platform: Platform): Promise<void> {
  await dropStale(platform.db, { stale: staleAt(platform) });
  for (const { id } of await listTold(platform.db, {})) await tellAudience(platform, id);
}
