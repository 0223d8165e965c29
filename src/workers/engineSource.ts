import type { EngineWish } from '../core/experiment.ts';
import type { Engine } from '../engines/engine.ts';
import type { EngineReport } from './protocol.ts';

export interface OpenedEngine {
  readonly engine: Engine;
  readonly report: EngineReport;
}

/** An engine and why it is this one. Workers get theirs from openEngine.ts, tests give their own. */
export type OpenEngine = (wish: EngineWish) => Promise<OpenedEngine>;
