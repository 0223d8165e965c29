import type { EngineWish } from '../core/experiment.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import type { EngineReport } from './protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

/** The engines of one worker. */
export interface EngineSource {
  /**
   * The engine for a run of `config` and why it is this one. Engines are opened once and shared; one
   * that was lost is opened anew. @throws EngineUnavailableError when none starts.
   */
  open(wish: EngineWish, config: RunConfig): Promise<OpenedEngine>;
  /** Disposes of every engine. */
  close(): void;
}

/** Each wish opened once; a failure is forgotten, so that the next start tries again. */
export function openOnce(
  open: (wish: EngineWish, config: RunConfig) => Promise<OpenedEngine>,
): EngineSource {
  const engines = new Map<EngineWish, Promise<OpenedEngine>>();
  return {
    open(wish, config) {
      const opened = engines.get(wish) ?? open(wish, config);
      engines.set(wish, opened);
      opened.catch(() => engines.delete(wish));
      return opened;
    },
    close() {
      for (const opened of engines.values()) {
        opened.then(
          ({ engine }) => engine.dispose(),
          () => {},
        );
      }
      engines.clear();
    },
  };
}
