import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Tx } from '../../platform/db.ts';
import type { TransferPlatform } from './context.ts';
import { people } from './export-people.ts';
import { amaQuestions, answers, comments, outcomes, votes } from './export-replies.ts';
import { amas, questions } from './export-threads.ts';
import { series, topics } from './export-topics.ts';
import { filesBeside, findMadeKey, findWrittenCaptions, videos } from './export-videos.ts';
import { TransferError } from './list-files.ts';
import type { RecordType } from './records.ts';
import { recordTypes } from './records.ts';
import type { ExportedRecord, Section } from './sections.ts';

export interface ExportReport {
  /** The JSON Lines file. */
  path: string;
  bytes: number;
  counts: Record<RecordType, number>;
  /** Copied beside it. */
  files: number;
  /** Files that a record names and that are not here. */
  missing: string[];
  seconds: number;
}

export interface ExportOptions {
  onProgress?: (progress: { records: number; seconds: number }) => void;
  signal?: AbortSignal;
}

const sections: Record<RecordType, Section> = {
  topic: topics,
  person: people,
  question: questions,
  answer: answers,
  comment: comments,
  vote: votes,
  outcome: outcomes,
  ama: amas,
  amaQuestion: amaQuestions,
  video: videos,
  series,
};

/**
 * Writes everything that anybody may see, and nothing else, as one JSON Lines file with the files of its
 * videos beside it: from one snapshot, in an order of its own (by type, then by id), so that the same
 * content gives the same bytes. `path`: the file, or a folder for `cairn.jsonl`. Throws TransferError.
 */
export async function exportCairn(
  platform: TransferPlatform,
  path: string,
  { onProgress, signal }: ExportOptions = {},
): Promise<ExportReport> {
  const target = await targetOf(path);
  const started = performance.now();
  const counts = Object.fromEntries(recordTypes.map((type) => [type, 0])) as Record<RecordType, number>;
  const copied = { files: new Set<string>(), missing: [] as string[] };
  let records = 0;
  const lines = async function* (tx: Tx): AsyncGenerator<string> {
    for (const type of recordTypes) {
      for await (const record of sections[type](tx)) {
        signal?.throwIfAborted();
        if (type === 'video') await copyFiles(platform, tx, { folder: dirname(target), record, copied });
        counts[type] += 1;
        records += 1;
        if (records % 1000 === 0) onProgress?.({ records, seconds: (performance.now() - started) / 1000 });
        yield `${JSON.stringify(record)}\n`;
      }
    }
  };
  const bytes = await inSnapshot(platform, async (tx) => await writeWhole(platform, target, lines(tx)));
  const seconds = (performance.now() - started) / 1000;
  return { path: target, bytes, counts, files: copied.files.size, missing: copied.missing, seconds };
}

async function targetOf(path: string): Promise<string> {
  const full = resolve(path);
  const found = await stat(full).catch(() => null);
  if (found?.isDirectory()) return join(full, 'cairn.jsonl');
  const folder = await stat(dirname(full)).catch(() => null);
  if (!folder?.isDirectory()) throw new TransferError(`There is no folder ${dirname(path)} to write to.`);
  return full;
}

async function inSnapshot<Result>(
  { db }: TransferPlatform,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return await db.transaction(async (tx) => {
    await tx.client.query('set transaction isolation level repeatable read, read only');
    return await work(tx);
  });
}

const chunkLength = 64 * 1024;

/** Whole or not at all: under another name first. Returns how many bytes there are. */
async function writeWhole(
  { random }: TransferPlatform,
  target: string,
  lines: AsyncIterable<string>,
): Promise<number> {
  const part = join(dirname(target), `.${basename(target)}.${random.bytes(6).toString('hex')}.part`);
  const out = await open(part, 'wx', 0o644);
  try {
    let chunk = '';
    for await (const line of lines) {
      chunk += line;
      if (chunk.length < chunkLength) continue;
      await out.writeFile(chunk);
      chunk = '';
    }
    await out.writeFile(chunk);
    await out.sync();
    const { size } = await out.stat();
    await rename(part, target);
    return size;
  } finally {
    await out.close();
    await rm(part, { force: true });
  }
}

interface Copying {
  folder: string;
  record: ExportedRecord;
  copied: { files: Set<string>; missing: string[] };
}

async function copyFiles(
  platform: TransferPlatform,
  tx: Tx,
  { folder, record, copied }: Copying,
): Promise<void> {
  const { file, captions = [] } = record as { file?: string; captions?: { file: string }[] };
  for (const name of [file, ...captions.map((caption) => caption.file)]) {
    if (name === undefined || copied.files.has(name)) continue;
    const source = name.startsWith(`${filesBeside}/`)
      ? await openExported(platform, tx, basename(name))
      : null;
    if (source) await writeBeside(source, join(folder, filesBeside), basename(name));
    if (source) copied.files.add(name);
    else copied.missing.push(name);
  }
}

async function openExported({ files }: TransferPlatform, tx: Tx, name: string): Promise<Readable | null> {
  const words = await findWrittenCaptions(tx, name);
  if (words !== null) return Readable.from([words]);
  const key = (await findMadeKey(tx, name)) ?? name;
  return (await files.find(key)) ? await files.read(key) : null;
}

async function writeBeside(source: Readable, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${name}.part`);
  await pipeline(source, createWriteStream(part));
  await rename(part, join(folder, name));
}
