export interface Measured {
  name: string;
  value: number;
  unit: string;
  /** What it should be: at most (`≤`) or at least (`≥`) this. */
  goal?: { is: '≤' | '≥'; value: number };
  /** What the number stands on, in a few words. */
  note?: string;
}

export function isMet({ value, goal }: Measured): boolean | null {
  if (!goal) return null;
  return goal.is === '≤' ? value <= goal.value : value >= goal.value;
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** Linear between neighbours. Throws for none. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('no numbers');
  return below + (above - below) * (place - Math.floor(place));
}

export function printTable(all: readonly Measured[]): string {
  const rows = all.map((one) => [
    one.name,
    `${show(one.value)} ${one.unit}`.trim(),
    one.goal ? `${one.goal.is} ${one.goal.value}` : '',
    { true: 'ok', false: 'SHORT', null: '' }[String(isMet(one))] ?? '',
    one.note ?? '',
  ]);
  const lines = [['', 'measured', 'goal', '', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  return lines
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function show(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3).replace(/\.?0+$/, '');
}
