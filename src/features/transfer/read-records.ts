import type { SourceFile } from './list-files.ts';
import { parseRecord } from './parse-record.ts';
import type { RawLine } from './read-lines.ts';
import { longestLine, readLines } from './read-lines.ts';
import type { AnyRecord } from './records.ts';

export type ReadLine = { line: number } & ({ record: AnyRecord } | { reason: string });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The records of a file in its order, many at a time, with those that cannot be taken. Empty lines are skipped. */
export async function* readRecords(
  file: SourceFile,
): AsyncGenerator<{ lines: ReadLine[]; bytesRead: number }> {
  for await (const { lines, bytesRead } of readLines(file.path)) {
    yield { lines: lines.flatMap(readLine), bytesRead };
  }
}

function readLine({ number: line, bytes }: RawLine): ReadLine[] {
  if (!bytes) return [{ line, reason: `is longer than ${longestLine.toLocaleString('en')} bytes` }];
  const text = decode(bytes);
  if (text === null) return [{ line, reason: 'is not UTF-8' }];
  return text.trim() === '' ? [] : [{ line, ...parseRecord(text) }];
}

// Decoding drops a byte order mark, and JSON takes the carriage return before a line's end for a space.
function decode(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
