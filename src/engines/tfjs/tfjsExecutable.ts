import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, fillUniform, streamOf } from '../../core/random.ts';
import { adamConstants, type Program, type Update, updateTensors } from '../../graph/program.ts';
import { isScalar, type OperationOf, sampleSize, type Tensor } from '../../graph/tensor.ts';
import {
  type Clock,
  type CompileOptions,
  EngineError,
  type Executable,
  type Feeds,
} from '../engine.ts';
import { enterBackend } from './backend.ts';
import { interpret, type StepContext } from './opInterpreter.ts';
import type { TfjsVariables } from './tfjsVariables.ts';

type Values = Map<Tensor, tf.Tensor>;

export class TfjsExecutable implements Executable {
  readonly program: Program;
  readonly batch: number;
  private readonly variables: TfjsVariables;
  private readonly generatesDraws: boolean;
  /** For each node the inputs that nothing needs after it, so that a step holds little at a time. */
  private readonly expiring: ReadonlyMap<Tensor, readonly Tensor[]>;
  private outputs: Readonly<Record<string, tf.Tensor>> = {};
  private disposed = false;

  constructor(program: Program, variables: TfjsVariables, { batch, draws }: CompileOptions) {
    if (!Number.isInteger(batch) || batch < 1) {
      throw new EngineError(`compile: a batch has one sample or more, got ${batch}`);
    }
    for (const spec of program.variables) variables.require(spec);
    this.program = program;
    this.batch = batch;
    this.variables = variables;
    this.generatesDraws = draws !== 'given';
    this.expiring = planExpiry(program);
  }

  run(feeds: Feeds, clock: Clock): void {
    if (this.disposed) throw new EngineError(`${this.program.name} was disposed of`);
    enterBackend(this.variables.backend);
    const context = this.contextOf(feeds, clock);
    const { outputs, changes } = tf.tidy(() => {
      const values = this.evaluate(context);
      return {
        outputs: mapValues(this.program.outputs, (node) => values.get(node)!),
        changes: Object.assign(
          {},
          ...this.program.updates.map((update) => newValues(update, values, clock.step)),
        ) as Record<string, tf.Tensor>,
      };
    });
    this.forget();
    this.outputs = mapValues(outputs, (tensor) => tf.keep(tensor));
    for (const [name, tensor] of Object.entries(changes)) this.variables.replace(name, tensor);
  }

  async settle(): Promise<void> {
    const [output] = Object.keys(this.outputs);
    if (output !== undefined) await this.read(output);
  }

  async read(output: string, out?: Float32Array): Promise<Float32Array> {
    const node = this.program.outputs[output];
    if (!node) throw new EngineError(`${this.program.name} has no output ${output}`);
    const tensor = this.outputs[output];
    if (!tensor) throw new EngineError(`${this.program.name} was not run yet, or was disposed of`);
    if (out && out.length !== tensor.size) {
      throw new EngineError(`output ${output} has ${tensor.size} elements, not ${out.length}`);
    }
    enterBackend(this.variables.backend);
    const result = out ?? new Float32Array(tensor.size);
    result.set(await tensor.data());
    return result;
  }

  dispose(): void {
    this.disposed = true;
    this.forget();
  }

  private forget(): void {
    for (const tensor of Object.values(this.outputs)) tensor.dispose();
    this.outputs = {};
  }

  private contextOf(feeds: Feeds, clock: Clock): StepContext {
    const { batch, variables } = this;
    return {
      batch,
      feed: (node) => upload(node, feeds, batch),
      draw: this.generatesDraws ? (op, node) => generate(op, node, clock, batch) : null,
      variable: (name) => variables.tensor(name),
    };
  }

  private evaluate(context: StepContext): Values {
    const values: Values = new Map();
    for (const node of this.program.nodes) {
      const inputs = node.inputs.map((input) => values.get(input)!);
      values.set(node, interpret(node, inputs, context));
      for (const spent of this.expiring.get(node) ?? []) values.get(spent)!.dispose();
    }
    return values;
  }
}

function planExpiry({ nodes, outputs, updates }: Program): Map<Tensor, Tensor[]> {
  const seen = new Set([...Object.values(outputs), ...updates.flatMap(updateTensors)]);
  const expiring = new Map<Tensor, Tensor[]>();
  for (const node of [...nodes].reverse()) {
    const last = node.inputs.filter((input) => !seen.has(input));
    for (const input of last) seen.add(input);
    expiring.set(node, [...new Set(last)]);
  }
  return expiring;
}

/** @throws EngineError when the feed is missing or does not have the node's size. */
function upload(node: Tensor, feeds: Feeds, batch: number): tf.Tensor {
  const name = 'name' in node.op ? node.op.name : node.op.kind;
  const fed = feeds[name];
  if (fed === undefined) throw new EngineError(`nothing was fed for ${name}`);
  if (node.batches === 0 && isScalar(node)) {
    if (typeof fed === 'number') return tf.scalar(fed, 'float32');
    throw new EngineError(`${name} is a scalar; feed a number`);
  }
  const shape = [node.batches * batch, ...node.shape];
  const size = node.batches * batch * sampleSize(node);
  if (typeof fed === 'number' || fed.length !== size) {
    const got = typeof fed === 'number' ? 'a number' : `${fed.length} elements`;
    throw new EngineError(`${name} needs ${size} elements [${shape.join(', ')}], got ${got}`);
  }
  // tfjs-cpu would keep a reference to the caller's array.
  return tf.tensor(fed.slice(), shape, 'float32');
}

function generate(
  { name, distribution }: OperationOf<'draw'>,
  node: Tensor,
  { seed, step }: Clock,
  batch: number,
): tf.Tensor {
  const values = new Float32Array(node.batches * batch * sampleSize(node));
  const fill = distribution === 'normal' ? fillNormal : fillUniform;
  fill(values, { seed, stream: streamOf(name), step });
  return tf.tensor(values, [node.batches * batch, ...node.shape], 'float32');
}

/** What an update makes of its variables, by their names, computed from the values before the step. */
function newValues(update: Update, values: Values, step: number): Record<string, tf.Tensor> {
  const now = (node: Tensor) => values.get(node)!;
  if (update.kind === 'assign') {
    return { [nameOf(update.variable)]: tf.clone(now(update.value)) };
  }
  const { beta1, beta2, epsilon } = adamConstants;
  const gradient = now(update.gradient);
  const first = tf.add(tf.mul(now(update.firstMoment), beta1), tf.mul(gradient, 1 - beta1));
  const second = tf.add(
    tf.mul(now(update.secondMoment), beta2),
    tf.mul(tf.square(gradient), 1 - beta2),
  );
  const rate = tf.mul(now(update.learningRate), Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step));
  const move = tf.div(tf.mul(rate, first), tf.add(tf.sqrt(second), epsilon));
  return {
    [nameOf(update.parameter)]: tf.sub(now(update.parameter), move),
    [nameOf(update.firstMoment)]: first,
    [nameOf(update.secondMoment)]: second,
  };
}

function nameOf({ op }: Tensor): string {
  if (op.kind !== 'variable') throw new EngineError(`an update cannot change a ${op.kind}`);
  return op.name;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
