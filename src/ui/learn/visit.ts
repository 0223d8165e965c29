/** Going to a stop: the page becomes the stop's preset, and lanes that it has already keep their weights. */
import { controlNames } from '../../core/controls.ts';
import { defaultExperiment, type Experiment, type Lane } from '../../core/experiment.ts';
import { methodCatalogue } from '../../core/methodCatalogue.ts';
import { type StopName, stopNames } from '../../core/stops.ts';
import type { LaneWish, Stop } from '../../lessons/stop.ts';
import { stopOf } from '../../lessons/stops.ts';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import { viewStore } from '../../store/view.ts';
import { stopAutoplay } from '../autoplay.ts';
import { answerOf, setAnswer } from './answers.ts';
import { perform } from './deeds.ts';

export function visitStop(name: StopName): void {
  stopAutoplay();
  const stop = stopOf(name);
  const before = experimentStore.getState();
  const lanes = lanesFor(stop, before);
  changeExperiment({
    ...stop.setting,
    path: stop.setting.path ?? 'straight',
    lanes,
    page: 'learn',
    stop: name,
    hide: hiddenAt(stop, answerOf(name).revealed),
  });
  viewStore.setState({ selectedLane: lanes[0]?.id ?? null, hoverAlpha: null });
}

/** To the stop after or before; stays at either end. */
export function walk(by: 1 | -1): void {
  const { stop } = experimentStore.getState();
  const index = stopNames.indexOf(stop ?? stopNames[0]) + by;
  if (index >= 0 && index < stopNames.length) visitStop(stopNames[index]);
}

/** Shows the answer, and on the page what it speaks of. */
export function reveal(name: StopName): void {
  const stop = stopOf(name);
  setAnswer(name, { revealed: true });
  changeExperiment({ hide: hiddenAt(stop, true) });
  for (const deed of stop.onReveal) perform(deed);
}

export function askAgain(name: StopName): void {
  setAnswer(name, { choice: null, revealed: false });
  visitStop(name);
}

function hiddenAt(stop: Stop, revealed: boolean): Experiment['hide'] {
  const shown = revealed ? stop.revealed : stop.shown;
  return controlNames.filter((name) => !shown.includes(name));
}

/** The stop's lanes: those on the page that fit keep their ids, and so their runs and colours. */
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
