/** What browser tests need and no user can do; only there when the address asks for it with `?test`. */
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import { setLaneHyperparameter } from '../store/experiment.ts';

export interface TestHook {
  /** As if the lane's train worker had crashed. */
  readonly killWorker: (laneId: string) => void;
  readonly killViewWorker: () => void;
  /** As if the driver had reset the GPU that the lane trains on. */
  readonly loseEngine: (laneId: string) => void;
  /** Any number, beyond the sliders' ranges too: 1e30 makes a loss NaN. */
  readonly setHyperparameter: (laneId: string, name: HyperparameterName, value: number) => void;
}

declare global {
  interface Window {
    betwixt?: TestHook;
  }
}

/** Returns how to take it away. */
export function offerTestHook(hook: Omit<TestHook, 'setHyperparameter'>): () => void {
  const asked =
    typeof window !== 'undefined' && new URLSearchParams(window.location.search).has('test');
  if (!asked) return () => {};
  window.betwixt = { ...hook, setHyperparameter: setLaneHyperparameter };
  return () => delete window.betwixt;
}
