/** The plots that are on screen now, by name: what can be seen can be taken along as SVG. */
import type { Surface } from '../plots/surface.ts';

export const plotNames = ['distance', 'smoothness', 'losses', 'critic', 'angle', 'map'] as const;

export type PlotName = (typeof plotNames)[number];

export interface ShownPlot {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly draw: (surface: Surface) => void;
}

const offered = new Map<PlotName, () => ShownPlot>();

/** Offers a plot until what this returns is called. */
export function offerPlot(name: PlotName, plot: () => ShownPlot): () => void {
  offered.set(name, plot);
  return () => {
    if (offered.get(name) === plot) offered.delete(name);
  };
}

export function shownPlots(): readonly PlotName[] {
  return plotNames.filter((name) => offered.has(name));
}

export function shownPlot(name: PlotName): ShownPlot | null {
  return offered.get(name)?.() ?? null;
}
