/** A part of the session whose code is loaded when it is first wanted, and which then stays to the end. */
export interface LazyPart {
  /** To be called whenever what is wanted may have changed. */
  consider(): void;
  close(): void;
}

export interface LazyPartParts {
  readonly isWanted: () => boolean;
  /** Loads the code; what it resolves with starts the part. */
  readonly load: () => Promise<() => { close(): void }>;
  readonly onTrouble: (error: unknown) => void;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

export function createLazyPart({ isWanted, load, onTrouble, during }: LazyPartParts): LazyPart {
  let asked = false;
  let closed = false;
  let part: { close(): void } | null = null;

  async function start(): Promise<void> {
    try {
      const begin = await load();
      if (!closed) part = begin();
    } catch (error) {
      onTrouble(error);
    }
  }

  return {
    consider() {
      if (asked || !isWanted()) return;
      asked = true;
      void during(start());
    },
    close() {
      closed = true;
      part?.close();
    },
  };
}
