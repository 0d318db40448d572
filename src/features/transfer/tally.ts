import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SourceFile } from './list-files.ts';
import type { RecordType } from './records.ts';
import type { Counts, ImportReport, Progress, Remark } from './report.ts';
import { keptRemarks, noCounts, printRemark } from './report.ts';

/** Where a record stands: the number of its file among those imported, and its line. */
export interface Place {
  file: number;
  line: number;
}

/** What became of the records of one batch; counted when its transaction has been committed. */
export class Verdicts {
  readonly counted = new Map<Place, keyof Counts>();
  readonly rejected: (Place & { text: string })[] = [];
  readonly notes: (Place & { text: string })[] = [];

  count(place: Place, verdict: keyof Counts): void {
    this.counted.set(place, verdict);
  }

  reject({ file, line }: Place, reason: string): void {
    this.rejected.push({ file, line, text: reason });
  }

  note({ file, line }: Place, text: string): void {
    this.notes.push({ file, line, text });
  }

  /** Something was written for records that are counted elsewhere. */
  changedUncounted = false;

  get changed(): boolean {
    return this.changedUncounted || [...this.counted.values()].some((verdict) => verdict !== 'unchanged');
  }
}

/** Adds up the report. Memory stays bounded: rejected lines past the first 1,000 are in a file. */
export class Tally {
  readonly #files: readonly SourceFile[];
  readonly #rejectedPath: string;
  readonly #started = performance.now();
  readonly #counts = noCounts();
  readonly #rejected: Remark[] = [];
  readonly #notes: Remark[] = [];
  #rejectedCount = 0;
  #noteCount = 0;
  #rejectedFile: number | null = null;
  records = 0;
  stopped = false;

  constructor(files: readonly SourceFile[], rejectedPath: string) {
    this.#files = files;
    this.#rejectedPath = rejectedPath;
  }

  add(type: RecordType, verdicts: Verdicts): void {
    for (const verdict of verdicts.counted.values()) this.#counts[type][verdict] += 1;
    for (const note of verdicts.notes) {
      this.#noteCount += 1;
      if (this.#notes.length < keptRemarks) this.#notes.push(this.#remark(note));
    }
    for (const { text, ...place } of verdicts.rejected) this.reject(place, text);
  }

  reject(place: Place, reason: string): void {
    const remark = this.#remark({ ...place, text: reason });
    this.#rejectedCount += 1;
    if (this.#rejected.length < keptRemarks) this.#rejected.push(remark);
    else this.#writeOut(remark);
  }

  /** `line 9`, with its file where several are imported. */
  print({ file, line }: Place): string {
    return this.#files.length === 1 ? `line ${line}` : `line ${line} of ${this.#files[file]?.name}`;
  }

  progress(phase: Progress['phase'], done: number, total: number): Progress {
    const { records } = this;
    return { phase, done, total, records, rejected: this.#rejectedCount, seconds: this.#seconds };
  }

  finish(): ImportReport {
    if (this.#rejectedFile !== null) closeSync(this.#rejectedFile);
    const { records, stopped } = this;
    const shown = (type: RecordType) =>
      this.#counts[type].added + this.#counts[type].updated + this.#counts[type].unchanged;
    const later = (['outcome'] as const).filter((type) => shown(type) > 0);
    return {
      ...{ records, stopped, counts: this.#counts },
      ...{ rejected: this.#rejected, rejectedCount: this.#rejectedCount },
      rejectedFile: this.#rejectedFile !== null ? this.#rejectedPath : null,
      ...{ notes: this.#notes, noteCount: this.#noteCount },
      notShownYet: Object.fromEntries(later.map((type) => [type, shown(type)])),
      seconds: this.#seconds,
      recordsPerSecond: records / this.#seconds,
    };
  }

  get #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  #remark({ file, line, text }: Place & { text: string }): Remark {
    return { file: this.#files[file]?.name ?? '', line, text };
  }

  #writeOut(remark: Remark): void {
    if (this.#rejectedFile === null) {
      mkdirSync(dirname(this.#rejectedPath), { recursive: true });
      this.#rejectedFile = openSync(this.#rejectedPath, 'w', 0o600);
      for (const kept of this.#rejected) writeSync(this.#rejectedFile, `${printRemark(kept)}\n`);
    }
    writeSync(this.#rejectedFile, `${printRemark(remark)}\n`);
  }
}
