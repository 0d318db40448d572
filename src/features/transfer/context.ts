import { setImmediate } from 'node:timers/promises';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/db.ts';
import type { RecordType } from './records.ts';
import type { SourceFile } from './list-files.ts';
import type { Staged, Staging, Which } from './staging.ts';
import type { Tally } from './tally.ts';
import { Verdicts } from './tally.ts';

/** What import and export stand on. */
export type TransferPlatform = Pick<
  Platform,
  'config' | 'db' | 'files' | 'keys' | 'clock' | 'random' | 'changes'
>;

export interface ImportContext {
  platform: TransferPlatform;
  files: readonly SourceFile[];
  staging: Staging;
  tally: Tally;
  signal: AbortSignal | undefined;
  /** Told after each batch how many staged rows it had. */
  onBatch(rows: number): void;
}

/** How the records of one type are written. */
export interface Phase<Type extends RecordType, Prepared> {
  type: Type;
  which?: Which;
  /**
   * How many batches may be written at the same time, in whatever order; 1 where a record depends on those
   * before it. Batches that touch the same threads still take turns, for they lock them first.
   */
  atOnce?: number;
  /** What takes time and needs no transaction; done for one batch while the one before is being written. */
  prepare(context: ImportContext, staged: Staged<Type>): Prepared | Promise<Prepared>;
  /** In one transaction, which may be tried again: everything it finds out goes into `verdicts`. */
  write(context: ImportContext, tx: Tx, batch: Prepared[], verdicts: Verdicts): Promise<void>;
}

/** Batches are read and prepared in order; up to `atOnce` of them are being written at a time. */
export async function runPhase<Type extends RecordType, Prepared>(
  context: ImportContext,
  phase: Phase<Type, Prepared>,
): Promise<void> {
  const { type, which, atOnce = 1 } = phase;
  const writing = new Set<Promise<void>>();
  try {
    for await (const batch of context.staging.batches(type, which)) {
      context.signal?.throwIfAborted();
      const prepared = await prepareBatch(context, phase, batch);
      while (writing.size >= atOnce) await Promise.race(writing);
      const written = writeBatch(context, phase, prepared).then(() => void writing.delete(written));
      writing.add(written);
      // A failure is met where the batch is waited for; until then it is not one that nobody handles.
      written.catch(() => undefined);
    }
    await Promise.all(writing);
  } finally {
    await Promise.allSettled(writing);
  }
}

const sliceLength = 3;

/** In slices of a few milliseconds, so that the batch that is being written is not kept waiting. */
async function prepareBatch<Type extends RecordType, Prepared>(
  context: ImportContext,
  phase: Phase<Type, Prepared>,
  batch: Staged<Type>[],
): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  let sliceStart = performance.now();
  for (const staged of batch) {
    prepared.push(await phase.prepare(context, staged));
    if (performance.now() - sliceStart < sliceLength) continue;
    await setImmediate();
    sliceStart = performance.now();
  }
  return prepared;
}

async function writeBatch<Type extends RecordType, Prepared>(
  context: ImportContext,
  phase: Phase<Type, Prepared>,
  batch: Prepared[],
): Promise<void> {
  const { platform, tally } = context;
  const verdicts = await platform.db.transaction(async (tx) => {
    const found = new Verdicts();
    await phase.write(context, tx, batch, found);
    if (found.changed) await platform.changes.announce(tx, ['*']);
    return found;
  });
  tally.add(phase.type, verdicts);
  context.onBatch(batch.length);
}
