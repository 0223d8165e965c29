/** α swinging from end to end by itself, until anybody touches it. */
import { createStore } from 'zustand/vanilla';
import { scheduler } from '../plots/scheduler.ts';
import { experimentStore, setAlpha } from '../store/experiment.ts';

/** Time from one end to the other. */
const sweepMs = 4000;

export const autoplayStore = createStore<{ readonly running: boolean }>(() => ({ running: false }));

/** α after `elapsedMs`, having started at `from` towards 1: a triangle wave, rounded to .01. */
export function swing(from: number, elapsedMs: number): number {
  const phase = (from + elapsedMs / sweepMs) % 2;
  return Math.round((phase <= 1 ? phase : 2 - phase) * 100) / 100;
}

let stop: (() => void) | null = null;

export function startAutoplay(): void {
  if (stop) return;
  const from = experimentStore.getState().alpha;
  let startMs: number | null = null;
  stop = scheduler.animate((timeMs) => {
    startMs ??= timeMs;
    const alpha = swing(from, timeMs - startMs);
    if (alpha !== experimentStore.getState().alpha) setAlpha(alpha);
    return true;
  });
  autoplayStore.setState({ running: true });
}

export function stopAutoplay(): void {
  stop?.();
  stop = null;
  autoplayStore.setState({ running: false });
}
