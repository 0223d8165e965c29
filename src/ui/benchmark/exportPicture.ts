/** The table and the curves as one PNG, drawn anew at twice the size of the screen's pixels. */
import { paperSamples, paperSeeds } from '../../core/paperTable.ts';
import { paperSpread, verdictOf } from '../../core/verdict.ts';
import { drawCurves } from '../../plots/drawCurves.ts';
import { drawTable, rowHeightPx, type TableCell } from '../../plots/drawTable.ts';
import type { DrawContext, Surface } from '../../plots/surface.ts';
import { pageTheme } from '../../plots/theme.ts';
import type { benchmarkTexts } from '../../texts/benchmark.ts';
import { formatSamples } from '../format.ts';
import { type CurveWords, curvePlot } from './curvePlots.ts';
import { metricNames } from './ResultsTable.tsx';
import { formatSpread, type ShownRow } from './tableModel.ts';
import { verdictSigns } from './VerdictMark.tsx';

const ratio = 2;
const widthPx = 1160;
const marginPx = 20;
const plotHeightPx = 300;

type Words = (typeof benchmarkTexts)['en'];

export interface PictureParts {
  readonly rows: readonly ShownRow[];
  readonly selected: string | null;
  readonly texts: Words;
  readonly words: CurveWords;
}

/** @throws Error when the browser gives no canvas or no picture. */
export async function renderPicture(parts: PictureParts): Promise<ArrayBuffer> {
  const cells = tableCells(parts);
  const tableHeightPx = rowHeightPx * cells.length;
  const heightPx = tableHeightPx + plotHeightPx + 3 * marginPx + 30;
  const canvas = document.createElement('canvas');
  canvas.width = ratio * widthPx;
  canvas.height = ratio * heightPx;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas');
  const theme = pageTheme();
  context.scale(ratio, ratio);
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, widthPx, heightPx);

  const inner = widthPx - 2 * marginPx;
  within(context, marginPx, marginPx, () =>
    drawTable({ context, widthPx: inner, heightPx: tableHeightPx, theme }, cells),
  );
  const half = (inner - marginPx) / 2;
  metricNames.forEach((metric, i) => {
    const left = marginPx + i * (half + marginPx);
    const surface = { context, widthPx: half, heightPx: plotHeightPx, theme };
    within(context, left, tableHeightPx + 2 * marginPx, () => drawTitled(surface, metric, parts));
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser makes no picture');
  return blob.arrayBuffer();
}

function drawTitled(
  surface: Surface,
  metric: (typeof metricNames)[number],
  { rows, selected, texts, words }: PictureParts,
): void {
  const { context, theme } = surface;
  context.font = `600 13px ${theme.family}`;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillStyle = theme.ink;
  context.fillText(texts[metric], 0, 0);
  within(context, 0, 24, () => drawCurves(surface, curvePlot(metric, rows, selected, words)));
}

function within(context: DrawContext, x: number, y: number, draw: () => void): void {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

function tableCells({ rows, texts, words }: PictureParts): TableCell[][] {
  const head = metricNames.flatMap((metric) => [
    { text: texts[metric], strong: true },
    { text: `${texts.paper} (${paperBudget(texts)})` },
    { text: '' },
  ]);
  return [
    [{ text: texts.method, strong: true }, { text: texts.budget }, ...head],
    ...rows.map((shown) => {
      const { row } = shown;
      const budget = texts.budgetOf(formatSamples(row.budget), texts.seeds(row.seeds.length));
      const numbers = metricNames.flatMap((metric): TableCell[] => {
        const paper = paperSpread(row.paper, metric);
        const verdict = verdictOf(row, metric);
        return [
          { text: formatSpread(row[metric], metric), strong: true },
          { text: paper ? formatSpread(paper, metric) : '–' },
          { text: verdict ? `${verdictSigns[verdict]} ${texts.verdicts[verdict]}` : '' },
        ];
      });
      return [{ text: words.nameOf(shown), strong: true }, { text: budget }, ...numbers];
    }),
  ];
}

function paperBudget(texts: Words): string {
  return texts.budgetOf(formatSamples(paperSamples), texts.seeds(paperSeeds));
}
