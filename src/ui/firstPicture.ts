/** What a first visit does not wait for loads after this. */
import { viewStore } from '../store/view.ts';

/** A page without weights has no picture of a lane to wait for. */
const longestWaitMs = 3000;

/** Resolves once a lane's picture is there beside those of the reference rows. */
export function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const isThere = () => Object.keys(viewStore.getState().frames).length > 2;
    if (isThere()) return resolve();
    const stop = viewStore.subscribe(() => isThere() && done());
    const timer = setTimeout(done, longestWaitMs);
    function done(): void {
      stop();
      clearTimeout(timer);
      resolve();
    }
  });
}
