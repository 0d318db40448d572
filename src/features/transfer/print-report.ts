import type { ExportReport } from './export.ts';
import type { RecordType } from './records.ts';
import { recordTypes } from './records.ts';
import type { ImportReport, Progress, Remark } from './report.ts';
import { printRemark } from './report.ts';

const print = (number: number) => Math.round(number).toLocaleString('en');

const laterWords: Record<string, string> = {
  outcome: 'outcomes',
  video: 'recordings of videos',
  series: 'series',
};

/** What an import did, as lines for people. */
export function printImport(report: ImportReport): string[] {
  const { records, seconds, recordsPerSecond, counts, notShownYet } = report;
  const kept = Object.entries(notShownYet).map(
    ([type, count]) => `${laterWords[type] ?? type} (${print(count)})`,
  );
  return [
    ...(report.stopped ? ['Stopped before the end. Import the same again to finish.'] : []),
    `${print(records)} records in ${seconds.toFixed(1)} s, ${print(recordsPerSecond)} a second.`,
    '',
    ...printTable(
      ['', 'added', 'updated', 'unchanged'],
      recordTypes.map((type) => [type, counts[type].added, counts[type].updated, counts[type].unchanged]),
    ),
    ...(kept.length > 0 ? ['', `Stored, not shown yet: ${kept.join(', ')}.`] : []),
    ...printRemarks('Taken, but not quite as written', report.notes, report.noteCount),
    ...printRemarks('Not taken', report.rejected, report.rejectedCount),
    ...(report.rejectedFile ? [`All that was not taken: ${report.rejectedFile}`] : []),
  ];
}

export function printExport(report: ExportReport): string[] {
  const { path, bytes, files, missing, seconds } = report;
  const beside = files > 0 ? `, ${print(files)} files beside it` : '';
  return [
    `${path}: ${print(bytes)} bytes in ${seconds.toFixed(1)} s${beside}.`,
    '',
    ...printTable(
      ['', 'records'],
      recordTypes.map((type: RecordType) => [type, report.counts[type]]),
    ),
    ...missing.map((name) => `Not here, so not exported: the file ${name}`),
  ];
}

export function printProgress({ phase, done, total, rejected, seconds }: Progress): string {
  const share = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  const unit =
    phase === 'reading'
      ? `${print(done / 1_000_000)} of ${print(total / 1_000_000)} MB`
      : `${print(done)} records`;
  const wrong = rejected > 0 ? `, ${print(rejected)} not taken` : '';
  return `${phase} ${share} % (${unit}${wrong}, ${seconds.toFixed(0)} s)`;
}

/** The rows that are not all zero, in columns. */
function printTable(head: string[], rows: (string | number)[][]): string[] {
  const shown = rows.filter((row) => row.some((cell) => typeof cell === 'number' && cell > 0));
  const cells = [head, ...shown].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? print(cell) : cell)),
  );
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map(([first = '', ...numbers]) =>
    [first.padEnd(widths[0] ?? 0), ...numbers.map((cell, index) => cell.padStart(widths[index + 1] ?? 0))]
      .join('  ')
      .trimEnd(),
  );
}

function printRemarks(title: string, remarks: readonly Remark[], count: number): string[] {
  if (count === 0) return [];
  const more = count > remarks.length ? [`  … and ${print(count - remarks.length)} more`] : [];
  return ['', `${title} (${print(count)}):`, ...remarks.map((remark) => `  ${printRemark(remark)}`), ...more];
}
