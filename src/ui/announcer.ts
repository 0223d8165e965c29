/** Says what changed once it has come to rest, and never more often than a listener can follow. */

export interface Announcer {
  /** Something worth saying has changed. */
  ask(): void;
  stop(): void;
}

/** Without a change for so long it is at rest. */
const restMs = 500;
/** Least time between two announcements. */
const periodMs = 2000;

/** `summarise` is called when it is time to speak; what was said last is not said again. */
export function createAnnouncer(summarise: () => string, say: (text: string) => void): Announcer {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  let said = '';

  function speak(): void {
    timer = null;
    const text = summarise();
    if (text === said) return;
    said = text;
    saidAt = performance.now();
    say(text);
  }
  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  return {
    ask() {
      stop();
      timer = setTimeout(speak, Math.max(restMs, saidAt + periodMs - performance.now()));
    },
    stop,
  };
}
