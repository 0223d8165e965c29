import type { EngineWish } from '../core/experiment.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import type { EngineReport } from './protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

/** An engine and why it is this one. Workers get theirs from openEngine.ts, tests give their own. */
export type OpenEngine = (wish: EngineWish) => Promise<OpenedEngine>;

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
