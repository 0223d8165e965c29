/** A small program around one op, with seeded values for its leaves: what the conformance suite runs. */
import { fillNormal, streamOf } from '../../core/random.ts';
import { gradients } from '../../graph/gradients.ts';
import { batchInput, scalarInput, variable } from '../../graph/leaves.ts';
import { multiply } from '../../graph/ops/elementwise.ts';
import { meanBatch, stack, sumSample } from '../../graph/ops/structure.ts';
import { createProgram, type Program } from '../../graph/program.ts';
import { sampleSize, type Tensor } from '../../graph/tensor.ts';

/** Makes element `index` of a leaf from a standard normal draw. */
export type Fill = (normal: number, index: number) => number;

export const normal: Fill = (value) => value;
export const positive: Fill = (value) => 0.5 + Math.abs(value);
export const cycle =
  (values: readonly number[]): Fill =>
  (_value, index) =>
    values[index % values.length];

/** Declares the leaves of a case, and gives each its values. */
export class Leaves {
  readonly feeds: Record<string, number | Float32Array> = {};
  readonly variables: Record<string, Float32Array> = {};
  /** The leaves that gradients are taken by. */
  readonly targets: Tensor[] = [];
  private readonly batchSize: number;

  constructor(batchSize: number) {
    this.batchSize = batchSize;
  }

  batch(name: string, shape: readonly number[], fill: Fill = normal): Tensor {
    const x = this.fixed(name, shape, fill);
    this.targets.push(x);
    return x;
  }

  /** A batch that no gradient is taken by: labels, indices, weights. */
  fixed(name: string, shape: readonly number[], fill: Fill = normal): Tensor {
    const x = batchInput(name, shape);
    this.feeds[name] = seededValues(name, this.batchSize * sampleSize(x), fill);
    return x;
  }

  scalar(name: string, value: number): Tensor {
    const x = scalarInput(name);
    this.feeds[name] = Math.fround(value);
    this.targets.push(x);
    return x;
  }

  parameter(name: string, shape: readonly number[], fill: Fill = normal): Tensor {
    const x = variable(name, shape, { kind: 'zeros' });
    this.variables[name] = seededValues(name, sampleSize(x), fill);
    this.targets.push(x);
    return x;
  }
}

/** Normal draws from the stream `name`, passed through `fill`. */
export function seededValues(name: string, size: number, fill: Fill = normal): Float32Array {
  const values = new Float32Array(size);
  fillNormal(values, { seed: 7, stream: streamOf(name), step: 0 });
  return values.map(fill);
}

export interface OpCase {
  readonly name: string;
  readonly batch: number;
  /** Outputs: `value`, and where the op has gradients `loss` and `gradient of NAME` for each leaf. */
  readonly program: Program;
  readonly feeds: Readonly<Record<string, number | Float32Array>>;
  readonly variables: Readonly<Record<string, Float32Array>>;
  /** Names of the leaves that gradients are taken by. */
  readonly targets: readonly string[];
  /** Whether central differences tell the gradient: not at a kink, nor past a stopGradient. */
  readonly smooth: boolean;
}

export const gradientOf = (leaf: string) => `gradient of ${leaf}`;

interface Traits {
  readonly smooth?: boolean;
}

/** A case that looks at what `build` makes and at the gradient, by each leaf, of a random sum of it. */
export function opCase(
  name: string,
  batch: number,
  build: (leaves: Leaves) => Tensor,
  { smooth = true }: Traits = {},
): OpCase {
  const leaves = new Leaves(batch);
  const value = build(leaves);
  const { targets } = leaves;
  const loss = randomSum(value, leaves);
  const slopes = gradients(loss, targets);
  const names = targets.map(leafName);
  const outputs = Object.fromEntries(names.map((leaf, i) => [gradientOf(leaf), slopes[i]]));
  const program = createProgram(name, { value, loss, ...outputs });
  return { name, batch, program, ...pick(leaves), targets: names, smooth };
}

/** A case of an op without gradients. */
export function forwardCase(
  name: string,
  batch: number,
  build: (leaves: Leaves) => Tensor,
): OpCase {
  const leaves = new Leaves(batch);
  const program = createProgram(name, { value: build(leaves) });
  return { name, batch, program, ...pick(leaves), targets: [], smooth: false };
}

const pick = ({ feeds, variables }: Leaves) => ({ feeds, variables });

function leafName({ op }: Tensor): string {
  return 'name' in op ? op.name : op.kind;
}

/** Σ weight · value for each sample, then the mean over samples. */
function randomSum(value: Tensor, leaves: Leaves): Tensor {
  if (value.batches === 0) {
    const weights = variable('weights', value.shape, { kind: 'zeros' });
    leaves.variables.weights = seededValues('weights', sampleSize(value), positive);
    return sumSample(multiply(value, weights));
  }
  const [first, ...rest] = Array.from({ length: value.batches }, (_, i) =>
    leaves.fixed(`weights ${i}`, value.shape, positive),
  );
  return meanBatch(sumSample(multiply(value, stack(first, ...rest))));
}
