/** What is on screen as drawings that leave the page. */
import type { Lane } from '../../core/experiment.ts';
import { drawFramed, framedSize } from '../../plots/drawFramed.ts';
import { drawStripSheet, type SheetRow, stripSheetSize } from '../../plots/drawStripSheet.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import { seriesOf } from '../../plots/series.ts';
import { outerColumns } from '../../plots/stripGeometry.ts';
import { experimentStore } from '../../store/experiment.ts';
import { runsStore } from '../../store/runs.ts';
import { viewStore } from '../../store/view.ts';
import { endpointTexts } from '../../texts/endpoints.ts';
import { gridTexts } from '../../texts/grid.ts';
import { laneName, methodTexts } from '../../texts/methods.ts';
import { shareTexts } from '../../texts/share.ts';
import { formatDegrees, formatDistance, formatSamples, formatSmoothness } from '../format.ts';
import { type PlotName, type ShownPlot, shownPlot } from '../shownPlots.ts';
import type { NamedRow } from './dataTables.ts';
import type { Drawn } from './render.ts';

/** Rows that need no network, then the lanes. */
export function namedRows(): NamedRow[] {
  const { lanes, language } = experimentStore.getState();
  const { ideal, crossfade } = gridTexts[language];
  return [
    { row: 'ideal', name: ideal },
    { row: 'crossfade', name: crossfade },
    ...lanes.map((lane) => ({ row: lane.id, name: nameOf(lane) })),
  ];
}

function nameOf(lane: Lane): string {
  const { language, preset } = experimentStore.getState();
  return laneName(lane, methodTexts[language], preset);
}

/** The strips of these rows that have been decoded, one below the other; null without any. */
export function stripDrawing(wanted: readonly string[]): Drawn | null {
  const { language } = experimentStore.getState();
  const words = shareTexts[language];
  const rows = namedRows()
    .filter(({ row }) => wanted.includes(row))
    .flatMap((named) => sheetRow(named) ?? []);
  if (rows.length === 0) return null;
  const title = rows.length === 1 ? rows[0].label : words.sheetTitle;
  const caption = captionOf();
  const said = { title, caption, noteHead: words.noteHead };
  return {
    ...stripSheetSize(rows),
    title: `${title}. ${caption}`,
    draw: (surface) => drawStripSheet(surface, rows, said),
  };
}

function sheetRow({ row, name }: NamedRow): SheetRow | null {
  const picture = pictureBoard.strip(row);
  const strip = viewStore.getState().strips[row];
  if (!picture || !strip) return null;
  const sheet = createPixelSheet();
  sheet.show(picture);
  const reference = row === 'ideal' || row === 'crossfade';
  const distance = formatDistance(strip.meanDistance);
  return {
    label: name,
    series: reference ? null : seriesOf(row),
    sheet,
    columns: picture.count,
    outer: picture.count > strip.angles.length ? outerColumns : 0,
    note: `${distance} · ${formatSmoothness(strip.smoothness)}`,
  };
}

/** Room for titles and labels, however narrow the plot is on screen; the map fits itself to its place there. */
const fewestPx = { width: 520, height: 260 };

/** A plot that is on screen, with a title and who is who; null when it is not there. */
export function plotDrawing(name: PlotName): Drawn | null {
  const shown = shownPlot(name);
  if (!shown || shown.widthPx === 0 || shown.heightPx === 0) return null;
  const plot = name === 'map' ? shown : enlarged(shown);
  const { lanes, language } = experimentStore.getState();
  const title = shareTexts[language].plots[name];
  const named = lanes.filter(({ critic }) => name === 'angle' || (name === 'critic' && critic));
  const framing = {
    title,
    caption: captionOf(),
    legend: named.map((lane) => ({ label: nameOf(lane), series: seriesOf(lane.id) })),
  };
  return {
    ...framedSize(plot.widthPx, plot.heightPx, framing),
    title: `${title}. ${framing.caption}`,
    draw: (surface) => drawFramed(surface, framing, plot),
  };
}

function enlarged({ widthPx, heightPx, draw }: ShownPlot): ShownPlot {
  const { width, height } = fewestPx;
  return { widthPx: Math.max(width, widthPx), heightPx: Math.max(height, heightPx), draw };
}

/** How what is shown came about, in one line. */
export function captionOf(): string {
  const { preset, seed, endpoints, path, language, lanes } = experimentStore.getState();
  const { runs } = runsStore.getState();
  const trained = [...new Set(lanes.map(({ id }) => runs[id]?.samples ?? 0))].sort((a, b) => a - b);
  return shareTexts[language].caption({
    preset,
    seed,
    samples: [...new Set([trained[0], trained.at(-1)])].map((each) => formatSamples(each ?? 0)),
    from: formatDegrees(endpoints.angle2),
    to: formatDegrees(endpoints.angle1),
    path: endpointTexts[language].paths[path].name,
  });
}
