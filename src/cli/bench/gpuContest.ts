/** ACAI on the compiled WebGPU engine, in turns with stock tfjs on the same adapter. */
import { messageOf } from '../../core/messageOf.ts';
import { presetConfig } from '../../core/presets.ts';
import type { PresetName } from '../../core/runConfig.ts';
import { median } from '../../core/statistics.ts';
import type { WebgpuEngine } from '../../engines/webgpu/webgpuEngine.ts';
import type { WebgpuExecutable } from '../../engines/webgpu/webgpuExecutable.ts';
import { countFlops } from '../../graph/flops.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { createRun, type Run } from '../../training/run.ts';
import { note } from '../commandLine.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { ratioOf, type Scores, type Trainer, type Turns, takeTurns } from './contest.ts';
import { peakGflops } from './gpuPeak.ts';
import { startProcess, type TrainerProcess } from './rounds.ts';
import type { StockFacts, StockSpec } from './stockGpuProcess.ts';
import { countCalls, type DeviceCounts, timePasses } from './watchDevice.ts';

export interface GpuCase {
  readonly preset: PresetName;
  readonly batch: number;
  readonly turns: Turns;
  /** Steps that are handed over before one waits for them. */
  readonly stepsInFlight: number;
}

/** Steps of which JavaScript's time is taken. */
const scriptSteps = 9;

export async function benchOnGpu(engine: WebgpuEngine, gpuCase: GpuCase): Promise<BenchRow[]> {
  const { preset, batch, turns } = gpuCase;
  const own = await prepare(engine, gpuCase);
  let stock: TrainerProcess<StockFacts> | null = null;
  try {
    const costs = await measureCosts(engine, own);
    stock = await startStock(preset, batch);
    const entries = [
      { name: 'own', trainers: [own.trainer] },
      ...(stock ? [{ name: 'stock', trainers: [stock] }] : []),
    ];
    const scores = await takeTurns(entries, turns);
    const row = { ...measuresOf(gpuCase, scores, 'own'), engine: 'webgpu' };
    const adapter = engine.device.adapterInfo.description;
    const peak = peakGflops(adapter);
    const gflops = row.gflops ?? 0;
    const fractionOfPeak = peak === null ? null : gflops / peak;
    const rows = [benchRow({ ...row, ...costs, fractionOfPeak })];
    if (stock) {
      const { counts, firstStepMs } = stock.facts;
      const of = { ...pickCounts(counts), firstStepMs, engine: 'stock tfjs (webgpu)' };
      rows.unshift(
        benchRow({ ...measuresOf(gpuCase, scores, 'stock'), ...of, name: `stock ${preset}` }),
      );
    }
    return rows;
  } finally {
    stock?.close();
    own.run.dispose();
  }
}

interface Prepared {
  readonly run: Run;
  readonly executable: WebgpuExecutable;
  readonly trainer: Trainer;
  readonly compileMs: number;
  readonly firstStepMs: number;
}

async function prepare(
  engine: WebgpuEngine,
  { preset, batch, stepsInFlight }: GpuCase,
): Promise<Prepared> {
  const base = presetConfig(preset, 'acai');
  const compiled: WebgpuExecutable[] = [];
  let [began, compileMs] = [0, 0];
  const watched: WebgpuEngine = Object.create(engine, {
    compile: {
      async value(...args: Parameters<WebgpuEngine['compile']>) {
        began = performance.now();
        compiled.push(await engine.compile(...args));
        compileMs = performance.now() - began;
        return compiled[0];
      },
    },
  });
  const run = await createRun(watched, { ...base, schedule: { ...base.schedule, batch } });
  run.step();
  await run.settle();
  const firstStepMs = performance.now() - began;
  const trainer: Trainer = {
    async round(ms) {
      const start = performance.now();
      let steps = 0;
      do {
        for (let i = 0; i < stepsInFlight; i++) run.step();
        await run.settle();
        steps += stepsInFlight;
      } while (performance.now() - start < ms);
      return { steps, ms: performance.now() - start };
    },
    close() {},
  };
  return { run, executable: compiled[0], trainer, compileMs, firstStepMs };
}

async function measureCosts(engine: WebgpuEngine, own: Prepared): Promise<Partial<BenchRow>> {
  const { run, executable, compileMs, firstStepMs } = own;
  const step = async () => {
    run.step();
    await run.settle();
  };
  const counts = await countCalls(engine.device, step);
  const scripts: number[] = [];
  for (let i = 0; i < scriptSteps; i++) {
    await step();
    scripts.push(executable.costs.scriptMs);
  }
  return {
    ...pickCounts(counts),
    scriptMs: median(scripts),
    compileMs,
    firstStepMs,
    bufferBytes: engine.bufferBytes,
    gapShare: await measureGaps(engine, own, step),
  };
}

/**
 * The pass of a step against its dispatches, each timed in a pass of its own; null where the device has
 * no timestamps.
 */
async function measureGaps(
  { device }: WebgpuEngine,
  { executable }: Prepared,
  step: () => Promise<void>,
): Promise<number | null> {
  const whole = await timePasses(device, step);
  const parts = await timePasses(device, async () => {
    await executable.profile();
  });
  if (!whole || !parts) return null;
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);
  return Math.max(0, 1 - sum(parts) / sum(whole));
}

async function startStock(
  preset: PresetName,
  batch: number,
): Promise<TrainerProcess<StockFacts> | null> {
  try {
    return await startProcess<StockSpec, StockFacts>('stockGpuProcess.ts', { preset, batch });
  } catch (error) {
    note(`stock tfjs on webgpu, ${preset}, batch ${batch}, skipped: ${messageOf(error)}`);
    return null;
  }
}

function measuresOf({ preset, batch }: GpuCase, scores: Scores, name: 'own' | 'stock') {
  const config = presetConfig(preset, 'acai');
  const perSecond = median(scores.get(name)!);
  const flops = countFlops(buildTrainingProgram(config), batch);
  return {
    name: `step ${preset}`,
    method: config.method,
    depth: config.architecture.depth,
    batch,
    medianMs: 1000 / perSecond,
    samplesPerSecond: batch * perSecond,
    gflops: (flops * perSecond) / 1e9,
    ratioToTfjs: ratioOf(scores, name, 'stock'),
  };
}

function pickCounts({ dispatches, submits }: DeviceCounts) {
  return { dispatches, submits };
}
