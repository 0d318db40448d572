import type { RecordType } from './records.ts';
import { recordTypes } from './records.ts';

export interface Remark {
  /** As it was named on the command line. */
  file: string;
  line: number;
  text: string;
}

export interface Counts {
  added: number;
  updated: number;
  unchanged: number;
}

export interface ImportReport {
  /** Lines that are not empty. */
  records: number;
  counts: Record<RecordType, Counts>;
  /** The first 1,000; `rejectedCount` says how many there were, `rejectedFile` has all where there were more. */
  rejected: Remark[];
  rejectedCount: number;
  rejectedFile: string | null;
  /** What was taken otherwise than the file says; the first 1,000 of `noteCount`. */
  notes: Remark[];
  noteCount: number;
  /** Stored and exported, and shown by a later version only. */
  notShownYet: Partial<Record<RecordType, number>>;
  seconds: number;
  recordsPerSecond: number;
  /** True where it was stopped before the end. Importing the same again finishes. */
  stopped: boolean;
}

export interface Progress {
  phase: 'reading' | 'writing';
  /** Bytes when reading, records when writing. */
  done: number;
  total: number;
  records: number;
  rejected: number;
  seconds: number;
}

export const keptRemarks = 1000;

export function noCounts(): Record<RecordType, Counts> {
  const counts = recordTypes.map((type) => [type, { added: 0, updated: 0, unchanged: 0 }]);
  return Object.fromEntries(counts) as Record<RecordType, Counts>;
}

/** `questions.jsonl:17: title is missing` */
export function printRemark({ file, line, text }: Remark): string {
  return `${file}:${line}: ${text}`;
}
