import { useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/**
 * Reads a store for text on the page, at most once a period: what changes every frame would else
 * render React every frame. `select` must return the same value while nothing changed.
 */
export function useSampled<S, V>(store: StoreApi<S>, select: (state: S) => V, periodMs = 150): V {
  const latest = useRef(select);
  latest.current = select;
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let readAt = Number.NEGATIVE_INFINITY;
    function read(): void {
      timer = null;
      readAt = performance.now();
      const next = latest.current(store.getState());
      setValue(() => next);
    }
    function changed(): void {
      if (timer !== null) return;
      const wait = readAt + periodMs - performance.now();
      if (wait <= 0) read();
      else timer = setTimeout(read, wait);
    }
    read();
    const unsubscribe = store.subscribe(changed);
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, periodMs]);
  return value;
}
