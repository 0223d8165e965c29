/** Running through a film, moment by moment. */
import { createStore } from 'zustand/vanilla';
import { scheduler } from '../../plots/scheduler.ts';
import { filmStore, goToMoment, shownMoment } from '../../store/film.ts';

const momentMs = 120;

export const playbackStore = createStore<{ readonly running: boolean }>(() => ({ running: false }));

let stop: (() => void) | null = null;

/** From the moment that is looked at, from the first where that is the last; ends at the last. */
export function startPlayback(): void {
  stopPlayback();
  const { reel, at } = filmStore.getState();
  const moments = reel?.moments ?? [];
  if (moments.length < 2) return;
  const index = moments.indexOf(shownMoment({ reel, at }) ?? moments[0]);
  const first = index >= moments.length - 1 ? 0 : index;
  let startMs: number | null = null;
  const end = scheduler.animate((timeMs) => {
    startMs ??= timeMs;
    const next = Math.min(moments.length - 1, first + Math.floor((timeMs - startMs) / momentMs));
    if (filmStore.getState().at !== moments[next]) goToMoment(moments[next]);
    if (next < moments.length - 1) return true;
    stop = null;
    playbackStore.setState({ running: false });
    return false;
  });
  stop = end;
  playbackStore.setState({ running: true });
}

export function stopPlayback(): void {
  stop?.();
  stop = null;
  playbackStore.setState({ running: false });
}
