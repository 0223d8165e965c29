/** A lane on the wasm engine in a process of its own, as in a worker of the page. */
import { presetConfig } from '../../core/presets.ts';
import type { PresetName } from '../../core/runConfig.ts';
import { createRun } from '../../training/run.ts';
import { openEngine } from '../openEngine.ts';
import { readSpec, serveRounds } from './rounds.ts';

export interface LaneSpec {
  readonly preset: PresetName;
  readonly batch: number;
  readonly threads: number;
}

export interface LaneFacts {
  /** Whether the engine can use more than one thread in a step. */
  readonly threaded: boolean;
}

const { preset, batch, threads } = readSpec<LaneSpec>();
const engine = await openEngine('wasm');
const base = presetConfig(preset, 'acai');
const run = await createRun(engine, { ...base, schedule: { ...base.schedule, batch } });
engine.setThreads?.(threads);

serveRounds<LaneFacts>({
  facts: { threaded: engine.setThreads !== undefined },
  keepsCompany: true,
  async step() {
    run.step();
    await run.settle();
  },
});
