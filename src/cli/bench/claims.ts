/** What the project says of its speed, held against the rows of a run. Nothing is asserted. */
import type { BenchRow } from './benchRow.ts';
import { alignColumns, digits } from './table.ts';

export interface Claim {
  readonly what: string;
  /** In the claim's unit; null where the run did not measure it. */
  readonly measured: number | null;
  readonly target: number;
  readonly sense: 'at least' | 'at most';
  readonly unit: '×' | 'ms' | '%' | '';
  /** Beyond the target, where one is set. */
  readonly stretch?: number;
}

interface Question extends Omit<Claim, 'measured'> {
  readonly of: Partial<Pick<BenchRow, 'name' | 'engine' | 'batch' | 'threads'>>;
  readonly value: (row: BenchRow) => number | null;
}

const gpuPaper = { name: 'step paper', engine: 'webgpu', batch: 8 } as const;
const gpuQuick = { name: 'step quick', engine: 'webgpu', batch: 8 } as const;
const toTfjs = (row: BenchRow) => row.ratioToTfjs;
const toTorch = (row: BenchRow) => row.ratioToTorch;
const toOneThread = (row: BenchRow) => row.ratioToOneThread;

const questions: readonly Question[] = [
  {
    what: 'webgpu, paper size, batch 8, against stock tfjs-webgpu',
    of: gpuPaper,
    value: toTfjs,
    target: 15,
    sense: 'at least',
    unit: '×',
  },
  {
    what: '… dispatches a step',
    of: gpuPaper,
    value: (row) => row.dispatches,
    target: 120,
    sense: 'at most',
    unit: '',
  },
  {
    what: '… submits a step',
    of: gpuPaper,
    value: (row) => row.submits,
    target: 1,
    sense: 'at most',
    unit: '',
  },
  {
    what: '… JavaScript a step',
    of: gpuPaper,
    value: (row) => row.scriptMs,
    target: 1,
    sense: 'at most',
    unit: 'ms',
  },
  {
    what: '… from the start of compiling to the end of the first step',
    of: gpuPaper,
    value: (row) => row.firstStepMs,
    target: 5000,
    sense: 'at most',
    unit: 'ms',
  },
  {
    what: 'webgpu, quick preset, batch 8, against stock tfjs-webgpu',
    of: gpuQuick,
    value: toTfjs,
    target: 15,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'wasm, paper size, batch 64, one thread, of the bare kernel',
    of: { name: 'step paper', engine: 'wasm', batch: 64, threads: 1 },
    value: (row) => row.fractionOfKernel && 100 * row.fractionOfKernel,
    target: 75,
    sense: 'at least',
    unit: '%',
  },
  {
    what: 'wasm, paper size, one lane on two threads, against one thread',
    of: { name: 'step paper', engine: 'wasm', threads: 2 },
    value: toOneThread,
    target: 1.3,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'wasm, paper size, two lanes side by side, against one',
    of: { name: 'lanes paper' },
    value: toOneThread,
    target: 1.4,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'wasm, quick preset, two lanes side by side, against one',
    of: { name: 'lanes quick' },
    value: toOneThread,
    target: 1.4,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'wasm, paper size, one thread, against PyTorch on one thread',
    of: { name: 'step paper', engine: 'wasm', threads: 1 },
    value: toTorch,
    target: 0.5,
    stretch: 0.7,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'wasm, quick preset, two lanes together, against PyTorch on two threads',
    of: { name: 'lanes quick' },
    value: toTorch,
    target: 0.6,
    stretch: 0.9,
    sense: 'at least',
    unit: '×',
  },
  {
    what: 'page, from the address to the first drag, nothing cached',
    of: { name: 'first drag' },
    value: (row) => row.medianMs,
    target: 2000,
    sense: 'at most',
    unit: 'ms',
  },
];

/** Every claim, with what these rows say to it. */
export function holdAgainst(rows: readonly BenchRow[]): Claim[] {
  return questions.map(({ of, value, ...claim }) => {
    const wanted = Object.entries(of);
    const values = rows
      .filter((row) => wanted.every(([key, expected]) => row[key as keyof BenchRow] === expected))
      .map(value);
    return { ...claim, measured: values.find((found) => found !== null) ?? null };
  });
}

export type Verdict = 'met' | 'not met' | 'not measured';

export function verdictOf({ measured, target, sense }: Claim): Verdict {
  if (measured === null) return 'not measured';
  return (sense === 'at least' ? measured >= target : measured <= target) ? 'met' : 'not met';
}

export function formatClaims(claims: readonly Claim[]): string {
  const lines = claims.map((claim) => {
    const { what, measured, target, sense, unit, stretch } = claim;
    const amount = (value: number) => `${digits(value)}${unit && ` ${unit}`}`;
    const aim = `${sense} ${target}${unit && ` ${unit}`}`;
    const beyond = stretch === undefined ? '' : `, ${stretch} beyond`;
    const passed = stretch !== undefined && measured !== null && measured >= stretch;
    const verdict = passed ? 'met, and the one beyond' : verdictOf(claim);
    return [what, measured === null ? '–' : amount(measured), aim + beyond, verdict];
  });
  return alignColumns([['claim', 'measured', 'target', ''], ...lines], [true, false, true, true]);
}
