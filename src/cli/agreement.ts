/** `npm run agreement`: whether training on the compiled WebGPU engine goes the way it goes on wasm. */
import { type MethodName, methodCatalogue } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { fillNormal, streamOf } from '../core/random.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { createRun } from '../training/run.ts';
import {
  type AgreementReport,
  boundsFrom,
  type Curve,
  compareCurves,
  earlySteps,
  earlyTolerance,
  floorShare,
  spreadFactor,
  windowSteps,
} from './agreement/lossCurves.ts';
import { alignColumns } from './bench/table.ts';
import { note, readArguments, readChoice, readWholeNumber, runCommand } from './commandLine.ts';
import { nodeEngines, openEngine } from './openEngine.ts';

const methods = ['baseline', 'acai'] as const;
/** The losses that are compared, of those that a method has. */
const compared = ['loss_ae', 'objective_critic'] as const;
/** Runs on wasm whose first weights are a rounding error away. */
const perturbedRuns = 5;
/** Relative; a single-precision number's last bit is worth 0.6 to 1.2 of it. */
const perturbation = 1e-7;

const usage = `npm run agreement -- [--engine ${nodeEngines.join('|')}] [--steps 2000]`;

/** By loss. */
type Curves = Readonly<Partial<Record<(typeof compared)[number], Curve>>>;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      engine: { type: 'string', default: 'webgpu' },
      steps: { type: 'string', default: '2000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const name = readChoice('engine', values.engine ?? '', nodeEngines);
  const steps = readWholeNumber('steps', values.steps ?? '', windowSteps);
  const [wasm, other] = [await openEngine('wasm'), await openEngine(name)];
  print(`${other.description} beside ${wasm.description}, ${steps} steps.`);
  const reports: AgreementReport[] = [];
  for (const method of methods) reports.push(...(await compareMethod(method, wasm, other, steps)));
  for (const engine of [wasm, other]) engine.dispose();
  const agrees = reports.every((report) => report.agrees);
  const worst = Math.max(...reports.map((report) => report.worst));
  print(
    `\nLargest deviation: ${worst.toFixed(2)} of its bound. The loss curves ${agrees ? 'agree' : 'DO NOT agree'}.`,
  );
  return agrees ? 0 : 1;
}

async function compareMethod(
  method: MethodName,
  wasm: Engine,
  other: Engine,
  steps: number,
): Promise<AgreementReport[]> {
  const config = smallConfig(method);
  const { label } = methodCatalogue[method];
  note(`${label}: training on wasm …`);
  const start = await firstCheckpoint(wasm, config);
  const reference = await train(wasm, config, start, steps);
  const alike: Curves[] = [];
  for (let seed = 1; seed <= perturbedRuns; seed++) {
    alike.push(await train(wasm, config, perturb(start, seed), steps));
  }
  const losses = compared.filter((loss) => reference[loss]);
  const bounds = new Map(
    losses.map((loss) => [
      loss,
      boundsFrom(
        alike.map((curves) => curves[loss]!),
        reference[loss]!,
      ),
    ]),
  );
  print(`\n${label}: ${inWords(config)}`);
  print(
    `Noise, before the other engine has run: in each window of ${windowSteps} steps the mean loss may differ by ${spreadFactor} times the largest spread of ${perturbedRuns} runs on wasm whose first weights are ${perturbation} off, and ${floorShare} more, as shares of the loss; each of the first ${earlySteps} steps by ${earlyTolerance}.`,
  );
  for (const [loss, values] of bounds) {
    print(`  ${loss}: ${values.map((bound) => bound.toPrecision(2)).join(' ')}`);
  }
  note(`${label}: training on ${other.description} …`);
  const curves = await train(other, config, start, steps);
  return losses.map((loss) => {
    const report = compareCurves(curves[loss]!, reference[loss]!, bounds.get(loss)!);
    print(`\n${label}, ${loss}\n${formatReport(report)}`);
    return report;
  });
}

/** Small enough for a software GPU; the critic's term comes in between steps 500 and 1,000. */
function smallConfig(method: MethodName): RunConfig {
  const base = presetConfig('quick', method);
  return {
    ...base,
    architecture: { ...base.architecture, depth: 4, criticDepth: 2, latentChannels: 4 },
    schedule: {
      batch: 8,
      learningRate: 1e-3,
      decay: null,
      adversaryRamp: { from: 4000, to: 8000 },
    },
  };
}

function inWords({ architecture, schedule, seed }: RunConfig): string {
  const { depth, scales, latentChannels } = architecture;
  return `depth ${depth}, ${scales} scales, ${latentChannels} latent channels, lines 32×32, batch ${schedule.batch}, Adam at ${schedule.learningRate}, seed ${seed}`;
}

async function firstCheckpoint(engine: Engine, config: RunConfig): Promise<Checkpoint> {
  const run = await createRun(engine, config);
  const checkpoint = await run.save('checkpoint');
  run.dispose();
  return checkpoint;
}

/** Another start: each weight times 1 + perturbation · a standard normal draw. */
function perturb(checkpoint: Checkpoint, seed: number): Checkpoint {
  const weights = new Map<string, Float32Array>();
  for (const [name, values] of checkpoint.weights) {
    const noise = new Float32Array(values.length);
    fillNormal(noise, { seed, stream: streamOf(`agreement/${name}`), step: 0 });
    weights.set(
      name,
      values.map((value, i) => value * (1 + perturbation * noise[i])),
    );
  }
  return { ...checkpoint, weights };
}

async function train(
  engine: Engine,
  config: RunConfig,
  start: Checkpoint,
  steps: number,
): Promise<Curves> {
  const run = await createRun(engine, config, start);
  const curves: Partial<Record<(typeof compared)[number], number[]>> = {};
  for (let step = 0; step < steps; step++) {
    run.step();
    const losses = await run.losses();
    for (const loss of compared) {
      if (losses[loss] !== undefined) (curves[loss] ??= []).push(losses[loss]);
    }
  }
  run.dispose();
  return curves;
}

function formatReport({ windows, worst, early, agrees }: AgreementReport): string {
  const percent = (share: number) => `${(100 * share).toPrecision(2)} %`;
  const lines = windows.map(({ lastStep, reference, other, deviation, bound }) => [
    `${lastStep}`,
    reference.toPrecision(5),
    other.toPrecision(5),
    percent(deviation),
    percent(bound),
    (deviation / bound).toFixed(2),
  ]);
  const head = ['to step', 'wasm', 'other', 'apart by', 'bound', 'of bound'];
  const table = alignColumns([head, ...lines], Array(head.length).fill(false));
  return `${table}\nfirst ${earlySteps} steps apart by ${early.toPrecision(2)} at most; worst window ${worst.toFixed(2)} of its bound: ${agrees ? 'agrees' : 'DOES NOT agree'}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await runCommand(main, [EngineUnavailableError]);
