/** The end of a step: Adam over runs of neighbouring variables, and assignments, from old values. */
import type { Program } from '../../graph/program.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Call } from './builder.ts';
import { interior, type Value } from './layout.ts';
import { type Place, placeIn, shifted } from './place.ts';
import type { SharedValues } from './sharedValues.ts';
import type { Storage } from './storage.ts';
import { paddedBytes } from './variables.ts';

/** Four floats that the adam kernel reads, from a learning rate and the step's number. */
export interface RatePlan {
  readonly learningRate: Place;
  readonly rate: Place;
}

export interface UpdatePlan {
  /** Copies of what the updates read and also change. */
  readonly copies: readonly Call[];
  readonly calls: readonly Call[];
  readonly rates: readonly RatePlan[];
}

/** Of parameters that one call moves: enough to be worth one, few enough to share them out to threads. */
const adamBytes = 256 * 1024;

/** Neighbours in all four arenas. */
interface AdamRun {
  readonly places: readonly Place[];
  readonly learningRate: Tensor;
  bytes: number;
}

export function planUpdates(
  program: Program,
  shared: SharedValues,
  storage: Storage,
  valueAt: (tensor: Tensor) => Value,
): UpdatePlan {
  const copies: Call[] = [];
  const calls: Call[] = [];
  const rates = new Map<Tensor, RatePlan>();
  const copyTo = (list: Call[], to: Place, value: Value) =>
    void list.push({
      kernel: 'copyBytes',
      arguments: [to, interior(value), value.layout.bytes],
      label: 'updates',
      ordered: false,
    });

  const runs: AdamRun[] = [];
  for (const { update, place } of shared.gradients) {
    const gradient = valueAt(update.gradient);
    if (!samePlace(gradient.place, place)) copyTo(copies, place, gradient);
    const moved = [update.parameter, update.firstMoment, update.secondMoment];
    const [parameter, first, second] = moved.map((tensor) => valueAt(tensor).place);
    const places = [parameter, place, first, second];
    const last = runs.at(-1);
    const bytes = paddedBytes(update.parameter.shape);
    if (last && last.learningRate === update.learningRate && follows(last, places)) {
      last.bytes += bytes;
    } else runs.push({ places, learningRate: update.learningRate, bytes });
  }
  for (const { places, learningRate, bytes } of runs) {
    const plan = rates.get(learningRate) ?? {
      learningRate: interior(valueAt(learningRate)),
      rate: placeIn(storage.keep(16)),
    };
    rates.set(learningRate, plan);
    for (let at = 0; at < bytes; at += adamBytes) {
      const count = Math.min(adamBytes, bytes - at) / 4;
      const parts = places.map((place) => shifted(place, at));
      const args = [...parts, count, plan.rate];
      calls.push({ kernel: 'adam', arguments: args, label: 'adam', ordered: false });
    }
  }

  for (const update of program.updates) {
    if (update.kind !== 'assign') continue;
    const to = valueAt(update.variable);
    const value = valueAt(update.value);
    // A variable that is assigned to another may itself be changed by this step.
    const isVariable = value.place.region === to.place.region;
    const kept = isVariable ? placeIn(storage.keep(value.layout.bytes)) : value.place;
    if (isVariable) copyTo(copies, kept, value);
    copyTo(calls, to.place, { ...value, place: kept });
  }
  return { copies, calls, rates: [...rates.values()] };
}

const samePlace = (a: Place, b: Place) => a.region === b.region && a.offset === b.offset;

function follows(run: AdamRun, places: readonly Place[]): boolean {
  return places.every(
    ({ region, offset }, index) =>
      region === run.places[index].region && offset === run.places[index].offset + run.bytes,
  );
}
