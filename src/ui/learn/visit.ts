/** Going to a stop: the page becomes the stop's preset, and lanes that it has already keep their weights. */
import { controlNames } from '../../core/controls.ts';
import type { Experiment } from '../../core/experiment.ts';
import { type StopName, stopNames } from '../../core/stops.ts';
import type { Stop } from '../../lessons/stop.ts';
import { stopOf } from '../../lessons/stops.ts';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import { viewStore } from '../../store/view.ts';
import { stopAutoplay } from '../autoplay.ts';
import { answerOf, setAnswer } from './answers.ts';
import { perform } from './deeds.ts';
import { lanesFor } from './lanesFor.ts';

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
