import { alphaRange, experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';

/** The α on screen: the one hovered over, else the slider's. */
export function shownAlpha(): number {
  return viewStore.getState().hoverAlpha ?? experimentStore.getState().alpha;
}

/** The α that the slider can take. */
export function alphaSpan(): readonly [number, number] {
  const { minimum, maximum } = alphaRange(experimentStore.getState().beyond);
  return [minimum, maximum];
}
