import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';

/** The α on screen: the one hovered over, else the slider's. */
export function shownAlpha(): number {
  return viewStore.getState().hoverAlpha ?? experimentStore.getState().alpha;
}
