/**
 * The page's one animation frame. Canvases add a drawing and invalidate it; before the next repaint
 * each invalid drawing is drawn once, however often it was invalidated. Nothing runs while all is
 * up to date.
 */
export interface Drawing {
  invalidate(): void;
  remove(): void;
}

export interface Scheduler {
  add(draw: () => void): Drawing;
  /** Draws everything anew: after new pictures were pinned, or after a change of theme. */
  invalidateAll(): void;
  /** Calls `advance` before each repaint with the time in ms, until it says false or is stopped. */
  animate(advance: (timeMs: number) => boolean): () => void;
}

export function createScheduler(
  requestFrame: (callback: (timeMs: number) => void) => unknown,
): Scheduler {
  const drawings = new Map<() => void, { dirty: boolean }>();
  const animations = new Set<(timeMs: number) => boolean>();
  let requested = false;

  function request(): void {
    if (requested) return;
    requested = true;
    requestFrame(run);
  }

  function run(timeMs: number): void {
    requested = false;
    for (const advance of animations) if (!advance(timeMs)) animations.delete(advance);
    for (const [draw, state] of drawings) {
      if (!state.dirty) continue;
      state.dirty = false;
      drawSafely(draw);
    }
    if (animations.size > 0) request();
  }

  return {
    add(draw) {
      const state = { dirty: true };
      drawings.set(draw, state);
      request();
      return {
        invalidate() {
          state.dirty = true;
          request();
        },
        remove: () => void drawings.delete(draw),
      };
    },
    invalidateAll() {
      for (const state of drawings.values()) state.dirty = true;
      request();
    },
    animate(advance) {
      animations.add(advance);
      request();
      return () => void animations.delete(advance);
    },
  };
}

/** One drawing that fails must not stop the others. */
function drawSafely(draw: () => void): void {
  try {
    draw();
  } catch (error) {
    console.error(error);
  }
}

export const scheduler = createScheduler((callback) => requestAnimationFrame(callback));
