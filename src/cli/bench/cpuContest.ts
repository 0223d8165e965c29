/**
 * ACAI on the processor, in turns: one lane on one thread and on all, two lanes side by side, and
 * PyTorch on as many threads.
 */
import { availableParallelism } from 'node:os';
import { presetConfig } from '../../core/presets.ts';
import type { PresetName, RunConfig } from '../../core/runConfig.ts';
import { median } from '../../core/statistics.ts';
import { countFlops } from '../../graph/flops.ts';
import { sampleSize } from '../../graph/tensor.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import { trainingVariables } from '../../training/variables.ts';
import { note } from '../commandLine.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { type Contestant, ratioOf, type Scores, type Turns, takeTurns } from './contest.ts';
import type { LaneFacts, LaneSpec } from './laneProcess.ts';
import { startProcess } from './rounds.ts';
import { startTorch, type TorchTrainer } from './torchTrainer.ts';

export interface ContestCase {
  readonly preset: PresetName;
  readonly batch: number;
  readonly turns: Turns;
}

/** A contestant and how its row says what it is. */
interface Entry extends Contestant {
  readonly row: 'step' | 'lanes';
  readonly engine: string;
  readonly threads: number;
}

export async function benchOnProcessor({ preset, batch, turns }: ContestCase): Promise<BenchRow[]> {
  const base = presetConfig(preset, 'acai');
  const config = { ...base, schedule: { ...base.schedule, batch } };
  const entries = [...(await enterOwn(preset, batch)), ...(await enterTorch(config))];
  try {
    return rowsOf(config, entries, await takeTurns(entries, turns));
  } finally {
    for (const trainer of new Set(entries.flatMap(({ trainers }) => trainers))) trainer.close();
  }
}

async function enterOwn(preset: PresetName, batch: number): Promise<Entry[]> {
  const start = (threads: number) =>
    startProcess<LaneSpec, LaneFacts>('laneProcess.ts', { preset, batch, threads });
  const [one, beside] = [await start(1), await start(1)];
  const entries: Entry[] = [
    { name: 'one', row: 'step', engine: 'wasm', threads: 1, trainers: [one] },
    { name: 'lanes', row: 'lanes', engine: '2 × wasm', threads: 2, trainers: [one, beside] },
  ];
  const cores = availableParallelism();
  if (!one.facts.threaded || cores === 1) {
    const why = one.facts.threaded ? 'there is one core' : 'the engine has no threads';
    note(`one lane on several threads skipped: ${why}.`);
    return entries;
  }
  for (const threads of new Set([2, cores])) {
    const trainers = [await start(threads)];
    entries.push({ name: `${threads}`, row: 'step', engine: 'wasm', threads, trainers });
  }
  return entries;
}

async function enterTorch(config: RunConfig): Promise<Entry[]> {
  const { architecture, schedule } = config;
  const entries: Entry[] = [];
  for (const threads of [1, 2]) {
    const trainer = await startTorch({ architecture, threads, ...schedule });
    if (typeof trainer === 'string') {
      note(`PyTorch skipped: ${trainer}`);
      return [];
    }
    requireSameSize(trainer, config);
    const engine = `torch ${trainer.version}`;
    entries.push({ name: `torch ${threads}`, row: 'step', engine, threads, trainers: [trainer] });
  }
  return entries;
}

/** Networks of another size would make the comparison worthless. */
function requireSameSize(torch: TorchTrainer, config: RunConfig): void {
  const own = countParameters(config);
  if (torch.autoencoder === own.autoencoder && torch.critic === own.critic) return;
  throw new Error(
    `PyTorch's networks have ${torch.autoencoder} and ${torch.critic} parameters, ours ${own.autoencoder} and ${own.critic}`,
  );
}

export function countParameters(config: RunConfig): { autoencoder: number; critic: number } {
  const count = { autoencoder: 0, critic: 0 };
  for (const { name, shape, role } of trainingVariables(config)) {
    const part = name.split('/')[0];
    if (role !== 'parameter' || part === 'clf') continue;
    count[part === 'critic' ? 'critic' : 'autoencoder'] += sampleSize({ shape, batches: 0 });
  }
  return count;
}

function rowsOf(config: RunConfig, entries: readonly Entry[], scores: Scores): BenchRow[] {
  const { architecture, schedule, preset, method } = config;
  const { batch } = schedule;
  const flops = countFlops(buildTrainingProgram(config), batch);
  return entries.map(({ name, row, engine, threads, trainers }) => {
    const steps = scores.get(name)!;
    const times = steps.map((perSecond) => (1000 * trainers.length) / perSecond);
    const medianMs = median(times);
    const isOwn = !engine.startsWith('torch');
    const perSecond = trainers.length * (1000 / medianMs);
    return benchRow({
      name: `${row} ${preset}`,
      engine,
      method,
      depth: architecture.depth,
      batch,
      threads,
      medianMs,
      samplesPerSecond: batch * perSecond,
      gflops: (flops * perSecond) / 1e9,
      ...(isOwn && {
        ratioToOneThread: ratioOf(scores, name, 'one'),
        ratioToTorch: ratioOf(scores, name, `torch ${threads}`),
      }),
    });
  });
}
