import { setImmediate } from 'node:timers/promises';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/db.ts';
import type { RecordType } from './records.ts';
import type { SourceFile } from './list-files.ts';
import type { Staged, Staging, Which } from './staging.ts';
import type { Tally } from './tally.ts';
import { Verdicts } from './tally.ts';

/** What import and export stand on. */
export type TransferPlatform = Pick<Platform, 'config' | 'db' | 'keys' | 'clock' | 'random' | 'changes'>;

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
  /** What takes time and needs no transaction; done for one batch while the one before is being written. */
  prepare(context: ImportContext, staged: Staged<Type>): Prepared | Promise<Prepared>;
  /** In one transaction, which may be tried again: everything it finds out goes into `verdicts`. */
  write(context: ImportContext, tx: Tx, batch: Prepared[], verdicts: Verdicts): Promise<void>;
}

export async function runPhase<Type extends RecordType, Prepared>(
  context: ImportContext,
  phase: Phase<Type, Prepared>,
): Promise<void> {
  let writing = Promise.resolve();
  try {
    for await (const batch of context.staging.batches(phase.type, phase.which)) {
      context.signal?.throwIfAborted();
      const prepared = await prepareBatch(context, phase, batch);
      await writing;
      writing = writeBatch(context, phase, prepared);
      // A failure is met where the batch is waited for; until then it is not one that nobody handles.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
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
