/** The results table as Markdown and LaTeX, rounded for people, and as CSV with every digit. */
import { paperSamples, paperSeeds } from './paperTable.ts';
import type { Spread, TableRow } from './resultsTable.ts';
import { verdictOf } from './verdict.ts';

export const tableFormats = ['markdown', 'csv', 'latex'] as const;

export type TableFormat = (typeof tableFormats)[number];

const paperPower = Math.log2(paperSamples);

export function formatResults(rows: readonly TableRow[], format: TableFormat): string {
  if (format === 'csv') return formatCsv(rows);
  return format === 'latex' ? formatLatex(rows) : formatMarkdown(rows);
}

/** How numbers are written where people read them. */
interface Script {
  readonly plusMinus: string;
  readonly none: string;
}

interface Column {
  readonly title: string;
  readonly latex: string;
  readonly text: (row: TableRow, script: Script) => string;
}

const columns: readonly Column[] = [
  { title: 'method', latex: 'Method', text: ({ label }) => label },
  { title: 'samples', latex: 'Samples', text: ({ budget }) => groupDigits(budget) },
  { title: 'seeds', latex: 'Seeds', text: ({ seeds }) => String(seeds.length) },
  {
    title: 'mean distance ×10⁻³',
    latex: 'Mean distance ($\\times 10^{-3}$)',
    text: ({ meanDistance }, script) => around(meanDistance, script, 2, 1000),
  },
  {
    title: `mean distance, paper (2^${paperPower} samples, ${paperSeeds} seeds)`,
    latex: `Distance, paper ($2^{${paperPower}}$, ${paperSeeds} seeds)`,
    text: ({ paper }, script) =>
      paper
        ? around(
            { mean: paper.meanDistance, deviation: paper.meanDistanceDeviation },
            script,
            2,
            1000,
          )
        : script.none,
  },
  {
    title: 'smoothness',
    latex: 'Smoothness',
    text: ({ smoothness }, script) => around(smoothness, script, 3),
  },
  {
    title: `smoothness, paper (2^${paperPower} samples, ${paperSeeds} seeds)`,
    latex: `Smoothness, paper ($2^{${paperPower}}$, ${paperSeeds} seeds)`,
    text: ({ paper }, script) =>
      paper
        ? around({ mean: paper.smoothness, deviation: paper.smoothnessDeviation }, script, 2)
        : script.none,
  },
  {
    title: 'undefined scores',
    latex: 'Undefined',
    text: ({ undefinedScores, seeds, interpolations }) =>
      `${undefinedScores} of ${groupDigits(seeds.length * interpolations)}`,
  },
  {
    title: 'plain mean of the defined',
    latex: 'Plain mean',
    text: ({ smoothnessPlain }, script) => around(smoothnessPlain, script, 3),
  },
  {
    title: 'reconstruction (MSE)',
    latex: 'Reconstruction',
    text: ({ reconstruction }, script) => around(reconstruction, script, 4),
  },
  {
    title: 'processor time, s',
    latex: 'CPU (s)',
    text: ({ cpuSeconds }, script) => around(cpuSeconds, script, 0),
  },
];

function formatMarkdown(rows: readonly TableRow[]): string {
  const script: Script = { plusMinus: ' ± ', none: '—' };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map((row) => line(columns.map(({ text }) => text(row, script)))),
    '',
    ...notes(rows),
    '',
  ].join('\n');
}

function formatLatex(rows: readonly TableRow[]): string {
  const script: Script = { plusMinus: ' $\\pm$ ', none: '--' };
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  return [
    '% needs \\usepackage{booktabs}',
    `\\begin{tabular}{l${'r'.repeat(columns.length - 1)}}`,
    '\\toprule',
    line(columns.map(({ latex }) => latex)),
    '\\midrule',
    ...rows.map((row) => line(columns.map(({ text }) => text(row, script)))),
    '\\bottomrule',
    '\\end{tabular}',
    ...notes(rows).map((text) => `% ${text}`),
    '',
  ].join('\n');
}

/** What a reader must know besides the numbers. */
function notes(rows: readonly TableRow[]): string[] {
  const about = ({ label, budget }: TableRow) => `${label} (${groupDigits(budget)} samples)`;
  const seeds = (list: readonly number[]) => `seed${list.length > 1 ? 's' : ''} ${list.join(', ')}`;
  return [
    'Mean ± sample standard deviation over seeds. Smoothness: the authors’ aggregation, the sum of the defined scores over the count of all.',
    ...rows
      .filter(({ diverged }) => diverged.length > 0)
      .map((row) => `${about(row)} diverged with ${seeds(row.diverged)}: in no number.`),
    ...rows
      .filter(({ unfinished }) => unfinished.length > 0)
      .map((row) => `${about(row)} is not finished with ${seeds(row.unfinished)}.`),
    `Presets: ${list(rows.map(({ preset }) => [preset]))}. Engines: ${list(rows.map(({ engines }) => engines))}. Commits: ${list(rows.map(({ commits }) => commits))}.`,
  ];
}

function list(parts: readonly (readonly string[])[]): string {
  return [...new Set(parts.flat())].join('; ') || 'none';
}

/** Every number with all its digits; empty where there is none. Equal tables are equal text. */
function formatCsv(rows: readonly TableRow[]): string {
  const spreads = ['meanDistance', 'smoothness', 'smoothnessPlain', 'reconstruction'] as const;
  const head = [
    ...['method', 'critic', 'preset', 'samples', 'seeds'],
    ...spreads.flatMap((name) => [name, `${name}Deviation`]),
    ...['undefinedScores', 'interpolations', 'diverged', 'unfinished'],
    ...['paperMeanDistance', 'paperMeanDistanceDeviation'],
    ...['paperSmoothness', 'paperSmoothnessDeviation'],
    ...['paperSamples', 'paperSeeds', 'meanDistanceVerdict', 'smoothnessVerdict'],
  ];
  const lines = rows.map((row) => [
    row.method,
    row.critic ? 'yes' : 'no',
    row.preset,
    row.budget,
    row.seeds.join(' '),
    ...spreads.flatMap((name) => [row[name].mean, row[name].deviation]),
    row.undefinedScores,
    row.seeds.length * row.interpolations,
    row.diverged.join(' '),
    row.unfinished.join(' '),
    row.paper?.meanDistance ?? '',
    row.paper?.meanDistanceDeviation ?? '',
    row.paper?.smoothness ?? '',
    row.paper?.smoothnessDeviation ?? '',
    row.paper ? paperSamples : '',
    row.paper ? paperSeeds : '',
    verdictOf(row, 'meanDistance') ?? '',
    verdictOf(row, 'smoothness') ?? '',
  ]);
  const cell = (value: string | number) => (Number.isNaN(value) ? '' : String(value));
  return [head, ...lines].map((line) => `${line.map(cell).join(',')}\n`).join('');
}

/** '2.53 ± 0.22', the mean alone for one seed, `none` without one. */
function around(
  { mean, deviation }: Spread,
  { plusMinus, none }: Script,
  digits: number,
  scale = 1,
): string {
  if (Number.isNaN(mean)) return none;
  const text = (value: number) => (scale * value).toFixed(digits);
  return Number.isNaN(deviation) ? text(mean) : `${text(mean)}${plusMinus}${text(deviation)}`;
}

/** '262,144'. */
function groupDigits(value: number): string {
  return value.toLocaleString('en-US');
}
