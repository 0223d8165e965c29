/** One training run: a config, its variables on an engine, and the step that moves them. */
import { hasOpponent, type Players } from '../core/lossCatalogue.ts';
import type { HyperparameterName } from '../core/methodCatalogue.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { adversaryWeightAt, learningRateAt, stepAfter } from '../core/schedule.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine, Executable } from '../engines/engine.ts';
import { buildTrainingProgram } from '../methods/trainingProgram.ts';
import {
  type Checkpoint,
  type CheckpointKind,
  requireResumable,
  variablesOf,
} from './checkpoint.ts';
import { DivergedError } from './divergedError.ts';
import type { Evaluation } from './evaluation.ts';
import { initialValue } from './initialise.ts';

export interface Run {
  /** With the hyperparameters and the budget as they are now. */
  readonly config: RunConfig;
  /** Samples seen. */
  readonly samples: number;
  /** Whether the budget is used up. */
  readonly finished: boolean;
  /** One batch: the update of every player that moves. Allocates nothing, and reads nothing back. */
  step(): void;
  /**
   * Who moves from the next step on; both at first. The other side stands still with its optimiser, while
   * samples go on counting. Compiles the step of one side alone when it is first wanted.
   * @throws RangeError when nobody is on the critic's side; what the engine throws.
   */
  setPlayers(players: Players): Promise<void>;
  /** Resolves when every step so far is done: an engine may compute them meanwhile elsewhere. */
  settle(): Promise<void>;
  /**
   * The losses of the latest step, by name; empty before the first.
   * @throws DivergedError when one is NaN or infinite.
   */
  losses(): Promise<Record<string, number>>;
  /** From the next step on. @throws RangeError for one that the method does not have, or NaN. */
  setHyperparameter(name: HyperparameterName, value: number): void;
  setBudget(samples: number): void;
  /**
   * The weights as they are now; to be called between steps, and awaited before the next.
   * @throws DivergedError when a loss or a weight is NaN or infinite, so that no bad weights get out.
   */
  save(kind: CheckpointKind, evaluations?: readonly Evaluation[]): Promise<Checkpoint>;
  dispose(): void;
}

/** Hyperparameters that a schedule may ramp in. */
const adversaryWeights = ['lambda', 'priorWeight'] as const;

/**
 * Starts a run, or goes on with one from a checkpoint; with `freshOptimiser`, from a snapshot too.
 * @throws CheckpointError when the checkpoint is not of such a run.
 */
export async function createRun(
  engine: Engine,
  config: RunConfig,
  checkpoint?: Checkpoint,
  freshOptimiser = false,
): Promise<Run> {
  if (checkpoint) requireResumable(checkpoint, config, freshOptimiser);
  const { schedule, seed } = config;
  const { batch } = schedule;
  const program = buildTrainingProgram(config);
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) {
    const saved = checkpoint?.weights.get(name);
    variables.write(name, saved ?? initialValue(name, program.variables, seed));
  }
  const whole = await engine.compile(program, variables, { batch }).catch((error) => {
    variables.dispose();
    throw error;
  });
  const steps = new Map<Players, Executable>([['both', whole]]);
  let next = whole;
  let latest = whole;

  const dataset = createDataset(config);
  const current = { config, samples: checkpoint?.samples ?? 0 };
  const images = new Float32Array(batch * dataset.imageSize);
  const labels = new Float32Array(batch * dataset.labelSize);
  const feeds: Record<string, number | Float32Array> = {
    x: images,
    labels,
    learningRate: 0,
    ...config.hyperparameters,
  };
  const clock = { seed, step: 0 };
  const scratch = new Float32Array(1);

  function step(): void {
    const { samples } = current;
    clock.step = stepAfter(samples, batch);
    dataset.fillTraining(clock.step, images, labels);
    feeds.learningRate = learningRateAt(schedule, samples);
    for (const name of adversaryWeights) {
      const weight = current.config.hyperparameters[name];
      if (weight !== undefined) feeds[name] = adversaryWeightAt(schedule, weight, samples);
    }
    next.run(feeds, clock);
    latest = next;
    current.samples = samples + batch;
  }

  async function setPlayers(players: Players): Promise<void> {
    const { method, critic } = config;
    if (players === 'critic' && !hasOpponent(method, critic)) {
      throw new RangeError(`${method} has neither a critic nor an adversary that could move alone`);
    }
    const compiled = steps.get(players);
    next =
      compiled ??
      (await engine.compile(buildTrainingProgram(config, players), variables, { batch }));
    steps.set(players, next);
  }

  async function losses(): Promise<Record<string, number>> {
    const values: Record<string, number> = {};
    if (clock.step === 0) return values;
    for (const name of Object.keys(program.outputs)) {
      const [value] = await latest.read(name, scratch);
      if (!Number.isFinite(value)) throw new DivergedError(name, current.samples);
      values[name] = value;
    }
    return values;
  }

  async function save(
    kind: CheckpointKind,
    evaluations: readonly Evaluation[] = [],
  ): Promise<Checkpoint> {
    const { config, samples } = current;
    await losses();
    const weights = new Map<string, Float32Array>();
    for (const { name } of variablesOf(kind, config)) {
      const values = await variables.read(name);
      if (!values.every(Number.isFinite)) throw new DivergedError(name, samples);
      weights.set(name, values);
    }
    const step = samples / batch;
    return { kind, config, samples, step, evaluations, engine: engine.description, weights };
  }

  function setHyperparameter(name: HyperparameterName, value: number): void {
    const { config } = current;
    if (config.hyperparameters[name] === undefined || !Number.isFinite(value)) {
      throw new RangeError(`${config.method} cannot have ${name} = ${value}`);
    }
    current.config = { ...config, hyperparameters: { ...config.hyperparameters, [name]: value } };
    feeds[name] = value;
  }

  return {
    get config() {
      return current.config;
    },
    get samples() {
      return current.samples;
    },
    get finished() {
      return current.samples >= current.config.budget;
    },
    step,
    settle: () => latest.settle(),
    setPlayers,
    losses,
    setHyperparameter,
    setBudget(budget) {
      current.config = { ...current.config, budget };
    },
    save,
    dispose() {
      for (const executable of steps.values()) executable.dispose();
      variables.dispose();
    },
  };
}
