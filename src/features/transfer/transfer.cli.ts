import { parseArgs } from 'node:util';
import { Unavailable } from '../../errors.ts';
import { countPeople } from '../profiles/directory.ts';
import { refreshSearchWords } from '../search/word-counts.ts';
import type { TransferPlatform } from './context.ts';
import { exportCairn } from './export.ts';
import { importCairn } from './import.ts';
import { TransferError } from './list-files.ts';
import { printExport, printImport, printProgress } from './print-report.ts';
import type { ProgressStream } from './progress-line.ts';
import { ProgressLine } from './progress-line.ts';

/** 0: everything was taken; 1: it could not be done; 2: the command makes no sense; 3: records were not taken; 130: stopped. */
type ExitCode = 0 | 1 | 2 | 3 | 130;

export interface Terminal {
  out: { write(text: string): unknown };
  err: ProgressStream;
}

const formats = ['cairn'];
const laterFormats = ['stackexchange', 'discourse', 'slack'];

/** `cairn import PATH [--format cairn]` */
export async function runImport(
  platform: TransferPlatform,
  args: string[],
  terminal: Terminal = { out: process.stdout, err: process.stderr },
): Promise<ExitCode> {
  return await run(terminal, async (signal) => {
    const { path, format } = parse(args, 'cairn import PATH [--format cairn]');
    requireFormat(format);
    const line = new ProgressLine(terminal.err);
    const report = await importCairn(platform, path, {
      signal,
      onProgress: (progress) => line.show(printProgress(progress)),
    });
    line.clear();
    terminal.out.write(`${printImport(report).join('\n')}\n`);
    await refreshSearchWords(platform);
    await countPeople(platform);
    if (report.stopped) return 130;
    return report.rejectedCount > 0 ? 3 : 0;
  });
}

/** `cairn export PATH` */
export async function runExport(
  platform: TransferPlatform,
  args: string[],
  terminal: Terminal = { out: process.stdout, err: process.stderr },
): Promise<ExitCode> {
  return await run(terminal, async (signal) => {
    const { path } = parse(args, 'cairn export PATH');
    const line = new ProgressLine(terminal.err);
    const report = await exportCairn(platform, path, {
      signal,
      onProgress: ({ records }) => line.show(`writing ${records.toLocaleString('en')} records`),
    });
    line.clear();
    terminal.out.write(`${printExport(report).join('\n')}\n`);
    return 0;
  });
}

class UsageError extends Error {}

function parse(args: string[], usage: string): { path: string; format: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: usage.includes('--format') ? { format: { type: 'string' } } : {},
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError(`Use: ${usage}`);
    const { format = 'cairn' } = values as { format?: string };
    return { path, format };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof TypeError)) throw error;
    throw new UsageError(`Use: ${usage}`, { cause: error });
  }
}

function requireFormat(format: string): void {
  if (formats.includes(format)) return;
  const when = laterFormats.includes(format) ? 'cannot be read yet' : 'is not a format';
  throw new UsageError(`“${format}” ${when}. Supported: ${formats.join(', ')}.`);
}

/** One sentence for what the operator can mend, null for what nobody foresaw. */
function explain(error: unknown): string | null {
  if (error instanceof UsageError || error instanceof TransferError) return error.message;
  const gone = error instanceof Error && /terminat|ECONNRE|not queryable/.test(error.message);
  if (!gone && !(error instanceof Unavailable)) return null;
  return 'The database went away. Do the same again when it is back: what was written stays, and is not doubled.';
}

async function run(terminal: Terminal, work: (signal: AbortSignal) => Promise<ExitCode>): Promise<ExitCode> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return 130;
    const message = explain(error);
    if (message === null) throw error;
    terminal.err.write(`${message}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
