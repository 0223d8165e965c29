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
  /**
   * Tells that a run failed because of its engine, which is given up: the next `open` gives a new one,
   * or another. Nothing happens when that was known already.
   */
  fail?(engine: Engine, why: string): void;
  /** Disposes of every engine. */
  close(): void;
}
