import type { StoreApi } from 'zustand/vanilla';

/** Resolves when a store's state is as `is` says: what tests wait for instead of sleeping. */
export function until<S>(
  store: Pick<StoreApi<S>, 'getState' | 'subscribe'>,
  is: (state: S) => boolean,
): Promise<S> {
  const now = store.getState();
  if (is(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!is(state)) return;
      stop();
      resolve(state);
    });
  });
}
