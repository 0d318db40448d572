import { join } from 'node:path';
import type { ImportContext, TransferPlatform } from './context.ts';
import { runPhase } from './context.ts';
import { outcomePhase } from './import-outcomes.ts';
import { personPhase } from './import-people.ts';
import { replyPhase } from './import-replies.ts';
import { seriesPhase } from './import-series.ts';
import { threadPhase } from './import-threads.ts';
import { importTopics } from './import-topics.ts';
import { votePhase } from './import-votes.ts';
import type { SourceFile } from './list-files.ts';
import { listFiles } from './list-files.ts';
import { orderComments, rejectReplaced } from './order-records.ts';
import { readRecords } from './read-records.ts';
import type { ImportReport, Progress } from './report.ts';
import { stagedRows } from './staged-row.ts';
import type { StagedRow } from './staging.ts';
import { Staging } from './staging.ts';
import { removeParts } from './stored-files.ts';
import { Tally } from './tally.ts';

export interface ImportOptions {
  onProgress?: (progress: Progress) => void;
  /** Stops between two batches; the report then says so. */
  signal?: AbortSignal;
}

/**
 * Imports a JSON Lines file, or those of a folder, in the interchange format. Reads everything into a
 * temporary table, then writes in the order of references, each batch in a transaction: what a killed import
 * has written is found again by the next. Throws TransferError where it cannot begin.
 */
export async function importCairn(
  platform: TransferPlatform,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { onProgress, signal } = options;
  const files = await listFiles(path);
  const tally = new Tally(files, rejectedPath(platform));
  const staging = await Staging.open(platform.db);
  try {
    await removeParts(platform);
    await staging.write(readAll(files, tally, options));
    await rejectReplaced(staging, tally);
    await orderComments(staging, tally);
    const total = await staging.count();
    let done = 0;
    const onBatch = (rows: number) => onProgress?.(tally.progress('writing', (done += rows), total));
    await writeAll({ platform, files, staging, tally, signal, onBatch });
    if (total > 1000) await staging.analyse();
  } catch (error) {
    if (!signal?.aborted) throw error;
    tally.stopped = true;
  } finally {
    staging.close();
  }
  return tally.finish();
}

function rejectedPath({ config, clock }: TransferPlatform): string {
  const time = clock.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return join(config.dataDir, 'imports', `rejected-${time}.txt`);
}

async function* readAll(
  files: readonly SourceFile[],
  tally: Tally,
  { onProgress, signal }: ImportOptions,
): AsyncGenerator<StagedRow[]> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const [index, file] of files.entries()) {
    for await (const { lines, bytesRead } of readRecords(file)) {
      signal?.throwIfAborted();
      const rows: StagedRow[] = [];
      for (const found of lines) {
        const place = { file: index, line: found.line };
        tally.records += 1;
        if ('reason' in found) tally.reject(place, found.reason);
        else rows.push(...stagedRows(place, found.record));
      }
      yield rows;
      onProgress?.(tally.progress('reading', before + bytesRead, total));
    }
    before += file.bytes;
  }
}

async function writeAll(context: ImportContext): Promise<void> {
  await importTopics(context);
  await runPhase(context, personPhase);
  // Questions may have been asked at a moment of a video.
  for (const kind of ['video', 'question', 'ama'] as const) await runPhase(context, threadPhase(kind));
  await runPhase(context, replyPhase('amaQuestion'));
  await runPhase(context, replyPhase('answer'));
  await runPhase(context, replyPhase('comment', 'beginnings'));
  await runPhase(context, replyPhase('comment', 'replies'));
  await context.staging.sortVotes();
  await runPhase(context, votePhase);
  await runPhase(context, outcomePhase);
  await runPhase(context, seriesPhase);
}
