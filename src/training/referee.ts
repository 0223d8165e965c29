/** The training of an independent referee on a snapshot, and what comes of it. */
import { hyperparameters } from '../core/methodCatalogue.ts';
import { mixStraight } from '../core/paths.ts';
import { fillUniform, streamOf } from '../core/random.ts';
import { maximumSeed, type RunConfig } from '../core/runConfig.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { buildRefereeProgram } from '../methods/referee.ts';
import { type Autoencoder, createAutoencoder } from './autoencoder.ts';
import type { Checkpoint } from './checkpoint.ts';
import { DivergedError } from './divergedError.ts';
import { initialValue } from './initialise.ts';

/** Mean squared errors of guesses of α on decoded mixes of test images, α uniform on [0, ½). */
export interface RefereeErrors {
  readonly referee: number;
  /** Of the run's own critic; null without one. */
  readonly own: number | null;
  /** Of always saying ¼: the best that can be said of mixes without a look at them. */
  readonly constant: number;
  /** Of always saying ⅛: what a critic says that sees nothing, since half of what it is shown are blends, worth 0. */
  readonly blind: number;
  /** How many mixes. */
  readonly mixes: number;
}

export interface Referee {
  /** Of its kernels, batches and draws. */
  readonly seed: number;
  /** One batch of the seed's training images. */
  step(): void;
  settle(): Promise<void>;
  /** On held-out mixes; `pause` is awaited between batches. @throws DivergedError */
  measure(pause?: () => Promise<void>): Promise<RefereeErrors>;
  /** The same autoencoder with the referee for its critic, as a snapshot. @throws DivergedError */
  save(): Promise<Checkpoint>;
  dispose(): void;
}

/** Another than the run's own critic began from; it too is a function of the run's seed. */
export function refereeSeed(seed: number): number {
  return (seed + 1_000_000) % (maximumSeed + 1);
}

/** Images encoded, decoded and judged between two pauses. */
const piece = 16;

/** A referee with the run's batch size and γ, at the rate that its schedule begins with. */
export async function createReferee(engine: Engine, snapshot: Checkpoint): Promise<Referee> {
  const config = refereeConfig(snapshot.config);
  const { seed } = config;
  const { batch, learningRate } = config.schedule;
  const program = buildRefereeProgram(config);
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) {
    const fresh = name.startsWith('critic/');
    variables.write(
      name,
      fresh ? initialValue(name, program.variables, seed) : snapshot.weights.get(name)!,
    );
  }
  const executable = await engine.compile(program, variables, { batch }).catch((error) => {
    variables.dispose();
    throw error;
  });
  const dataset = createDataset(config);
  const images = new Float32Array(batch * dataset.imageSize);
  const labels = new Float32Array(batch * dataset.labelSize);
  const { gamma = hyperparameters.gamma.default } = config.hyperparameters;
  const feeds = { x: images, learningRate, gamma };
  const clock = { seed, step: 0 };

  async function save(): Promise<Checkpoint> {
    const weights = new Map(snapshot.weights);
    for (const { name, role } of program.variables) {
      if (!name.startsWith('critic/') || role !== 'parameter') continue;
      const values = await variables.read(name);
      if (!values.every(Number.isFinite)) throw new DivergedError(name, snapshot.samples);
      weights.set(name, values);
    }
    return { ...snapshot, kind: 'snapshot', config, evaluations: [], weights };
  }

  async function measure(pause = async () => {}): Promise<RefereeErrors> {
    const judged = createAutoencoder(engine, config);
    const own = createAutoencoder(engine, snapshot.config);
    try {
      judged.load((await save()).weights);
      own.load(snapshot.weights);
      return await errorsOf(judged, own, dataset.testImages(), seed, pause);
    } finally {
      judged.dispose();
      own.dispose();
    }
  }

  return {
    seed,
    step() {
      clock.step += 1;
      dataset.fillTraining(clock.step, images, labels);
      executable.run(feeds, clock);
    },
    settle: () => executable.settle(),
    measure,
    save,
    dispose() {
      executable.dispose();
      variables.dispose();
    },
  };
}

/** As if the run carried a critic. */
function refereeConfig(config: RunConfig): RunConfig {
  const { lambda = 0, gamma = hyperparameters.gamma.default } = config.hyperparameters;
  return {
    ...config,
    critic: true,
    seed: refereeSeed(config.seed),
    hyperparameters: { ...config.hyperparameters, lambda, gamma },
  };
}

/** Every test image is mixed with its mirror in the order of the whole set. */
async function errorsOf(
  judged: Autoencoder,
  own: Autoencoder,
  images: Float32Array,
  seed: number,
  pause: () => Promise<void>,
): Promise<RefereeErrors> {
  const { imageSize, latentSize } = judged;
  const mixes = images.length / imageSize;
  const alphas = new Float32Array(mixes);
  fillUniform(alphas, { seed, stream: streamOf('referee/twiceAlpha'), step: 0 });
  for (let i = 0; i < mixes; i++) alphas[i] /= 2;

  const latents = new Float32Array(mixes * latentSize);
  for (let start = 0; start < mixes; start += piece) {
    const [from, to] = [start, Math.min(mixes, start + piece)];
    await judged.encode(
      images.subarray(from * imageSize, to * imageSize),
      latents.subarray(from * latentSize, to * latentSize),
    );
    await pause();
  }
  const latentOf = (i: number) => latents.subarray(i * latentSize, (i + 1) * latentSize);
  const squares = { referee: 0, own: 0, constant: 0, blind: 0 };
  for (let start = 0; start < mixes; start += piece) {
    const count = Math.min(mixes - start, piece);
    const mixed = new Float32Array(count * latentSize);
    for (let j = 0; j < count; j++) {
      const i = start + j;
      const out = mixed.subarray(j * latentSize, (j + 1) * latentSize);
      mixStraight(latentOf(i), latentOf(mixes - 1 - i), alphas[i], out);
    }
    const decoded = await judged.decode(mixed);
    const guesses = await judged.critic(decoded);
    const ownGuesses = own.hasCritic ? await own.critic(decoded) : null;
    for (let j = 0; j < count; j++) {
      const alpha = alphas[start + j];
      squares.referee += (guesses[j] - alpha) ** 2;
      squares.own += ((ownGuesses?.[j] ?? 0) - alpha) ** 2;
      squares.constant += (0.25 - alpha) ** 2;
      squares.blind += (0.125 - alpha) ** 2;
    }
    await pause();
  }
  return {
    referee: squares.referee / mixes,
    own: own.hasCritic ? squares.own / mixes : null,
    constant: squares.constant / mixes,
    blind: squares.blind / mixes,
    mixes,
  };
}
