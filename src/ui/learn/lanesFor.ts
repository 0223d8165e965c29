import { defaultExperiment, type Experiment, type Lane } from '../../core/experiment.ts';
import { methodCatalogue } from '../../core/methodCatalogue.ts';
import type { LaneWish, Stop } from '../../lessons/stop.ts';

/** The lanes that a stop wishes for: those on the page that fit keep their ids, and so their runs and colours. */
export function lanesFor(stop: Pick<Stop, 'lanes'>, { lanes }: Pick<Experiment, 'lanes'>): Lane[] {
  const free = [...lanes];
  const found = stop.lanes.map((wish) => {
    const index = free.findIndex((lane) => fits(lane, wish));
    return index < 0 ? null : free.splice(index, 1)[0];
  });
  const taken = new Set(found.map((lane) => lane?.id));
  return stop.lanes.map((wish, i) => {
    const id = found[i]?.id ?? freeId(taken, wish);
    taken.add(id);
    return (
      found[i] ?? { id, method: wish.method, critic: carriesCritic(wish), hyperparameters: {} }
    );
  });
}

function fits(lane: Lane, wish: LaneWish): boolean {
  return (
    lane.method === wish.method &&
    lane.critic === carriesCritic(wish) &&
    Object.keys(lane.hyperparameters).length === 0
  );
}

function carriesCritic({ method, critic = false }: LaneWish): boolean {
  return critic || methodCatalogue[method].adversarial;
}

/** The id that the method has when the page opens, so that its colour stays; else any. */
function freeId(taken: ReadonlySet<string | undefined>, { method }: LaneWish): string {
  const usual = defaultExperiment.lanes.find((lane) => lane.method === method)?.id;
  const letters = [...'efghijabcd'];
  const id = [usual, ...letters].find((each) => each !== undefined && !taken.has(each));
  return id ?? 'a';
}
