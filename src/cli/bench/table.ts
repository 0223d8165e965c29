/** The bench's rows for people. */
import type { BenchRow } from './benchRow.ts';

const columns: readonly { readonly title: string; readonly text: (row: BenchRow) => string }[] = [
  { title: 'what', text: (row) => row.name },
  { title: 'engine', text: (row) => row.engine },
  { title: 'method', text: (row) => row.method ?? '' },
  { title: 'depth', text: (row) => whole(row.depth) },
  { title: 'batch', text: (row) => whole(row.batch) },
  { title: 'threads', text: (row) => whole(row.threads) },
  { title: 'median ms', text: (row) => digits(row.medianMs) },
  { title: 'p95 ms', text: (row) => digits(row.p95Ms) },
  { title: 'samples/s', text: (row) => digits(row.samplesPerSecond) },
  { title: 'GFLOPS', text: (row) => digits(row.gflops) },
  { title: 'of kernel', text: (row) => share(row.fractionOfKernel) },
  { title: '× stock tfjs', text: (row) => digits(row.ratioToTfjs) },
];

export function formatTable(rows: readonly BenchRow[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells
    .map((line) => line.map((cell, column) => pad(cell, widths[column], column > 2)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function whole(value: number | null): string {
  return value === null ? '' : String(value);
}

/** Three significant digits. */
function digits(value: number | null): string {
  if (value === null) return '';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function share(value: number | null): string {
  return value === null ? '' : `${(100 * value).toFixed(0)} %`;
}
