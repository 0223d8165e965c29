/** The bench's rows for people. */
import type { BenchRow } from './benchRow.ts';

interface Column {
  readonly title: string;
  readonly text: (row: BenchRow) => string;
}

const columns: readonly Column[] = [
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
  { title: 'of peak', text: (row) => share(row.fractionOfPeak) },
  { title: '× stock tfjs', text: (row) => digits(row.ratioToTfjs) },
  { title: '× one thread', text: (row) => digits(row.ratioToOneThread) },
  { title: '× torch', text: (row) => digits(row.ratioToTorch) },
  { title: 'dispatches', text: (row) => whole(row.dispatches) },
  { title: 'submits', text: (row) => whole(row.submits) },
  { title: 'script ms', text: (row) => digits(row.scriptMs) },
  { title: 'compile ms', text: (row) => digits(row.compileMs) },
  { title: 'first step ms', text: (row) => digits(row.firstStepMs) },
  { title: 'GPU MB', text: (row) => digits(row.bufferBytes && row.bufferBytes / 1e6) },
  { title: 'gaps', text: (row) => share(row.gapShare) },
];

/** Columns in which no row has anything are left out. */
export function formatTable(rows: readonly BenchRow[]): string {
  const shown = columns.filter(({ text }) => rows.some((row) => text(row) !== ''));
  return alignColumns(
    [shown.map(({ title }) => title), ...rows.map((row) => shown.map(({ text }) => text(row)))],
    shown.map(({ title }) => ['what', 'engine', 'method'].includes(title)),
  );
}

/** Lines of cells as text; columns whose flag is set keep to the left, others to the right. */
export function alignColumns(
  lines: readonly (readonly string[])[],
  left: readonly boolean[],
): string {
  const widths = left.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell: string, column: number) =>
    left[column] ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function whole(value: number | null): string {
  return value === null ? '' : String(value);
}

/** Three significant digits. */
export function digits(value: number | null): string {
  if (value === null) return '';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function share(value: number | null): string {
  return value === null ? '' : `${(100 * value).toFixed(0)} %`;
}
