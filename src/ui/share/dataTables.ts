/** What the page measured, as tables for other programs. */
import { formatCsv } from '../../core/csv.ts';
import type { Lane } from '../../core/experiment.ts';
import type { RunStatus } from '../../store/runs.ts';
import type { StripNumbers } from '../../store/view.ts';

/** A row of the grid by the name that people read. */
export interface NamedRow {
  /** 'ideal', 'crossfade' or a lane's id. */
  readonly row: string;
  readonly name: string;
}

type Runs = Readonly<Record<string, RunStatus>>;

/** One line for each image along the path of each row that has been decoded; angles unwrapped, in radians. */
export function pathTable(
  rows: readonly NamedRow[],
  strips: Readonly<Record<string, StripNumbers>>,
  runs: Runs,
): string {
  const head = ['row', 'name', 'seed', 'samples', 'alpha', 'angle_rad', 'distance', 'guess'];
  const lines = rows.flatMap(({ row, name }) => {
    const strip = strips[row];
    if (!strip) return [];
    const { angles, distances, guesses } = strip;
    const run = runs[row];
    return angles.map((angle, index) => [
      row,
      name,
      run?.seed ?? null,
      run?.samples ?? null,
      index / (angles.length - 1),
      angle,
      distances[index],
      guesses?.[index] ?? null,
    ]);
  });
  return formatCsv(head, lines);
}

const measured = ['meanDistance', 'smoothness', 'reconstruction'] as const;

/** One line for each number over training: losses by their names, and what evaluations measured. */
export function trainingTable(
  lanes: readonly (Pick<Lane, 'id'> & { readonly name: string })[],
  runs: Runs,
): string {
  const lines = lanes.flatMap(({ id, name }) => {
    const run = runs[id];
    if (!run) return [];
    const line = (samples: number, quantity: string, value: number) =>
      [id, name, run.seed, samples, quantity, value] as const;
    return [
      ...run.lossHistory.flatMap(({ samples, losses }) =>
        Object.entries(losses).map(([loss, value]) => line(samples, loss, value)),
      ),
      ...run.evaluations.flatMap((evaluation) =>
        measured.map((quantity) => line(evaluation.samples, quantity, evaluation[quantity])),
      ),
    ];
  });
  return formatCsv(['lane', 'name', 'seed', 'samples', 'quantity', 'value'], lines);
}
