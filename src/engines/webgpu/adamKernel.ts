/** Adam for every parameter of a step in one dispatch, whatever its optimiser's learning rate. */
import { type AdamUpdate, adamConstants } from '../../graph/program.ts';
import { sampleSize, type Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import { readAdamCorrection } from './feedLayout.ts';
import { alignment, type Place, placeOf, shifted } from './place.ts';
import type { Planner } from './planner.ts';
import { literal, Shader, type ShaderCode } from './shader.ts';
import type { KernelTask, View } from './task.ts';
import { origin } from './uses.ts';

const workgroup = 64;
/** Vectors of four that an invocation moves, and invocations that share a row of the table. */
const rounds = 4;
const lanes = alignment / 4 / rounds;

/**
 * Adam in TensorFlow 1's form (see graph/program.ts). Gradients in parts are summed here. All
 * operands are in blocks of 64 floats, padded; the table tells where each block's are.
 */
export function adamTask(
  updates: readonly AdamUpdate[],
  gradients: ReadonlyMap<Tensor, View>,
  planner: Planner,
): KernelTask {
  const rates = [...new Set(updates.map(({ learningRate }) => origin(learningRate)))];
  const rows = updates.flatMap((update) => {
    const rate = rates.indexOf(origin(update.learningRate));
    return blocksOf(update, gradients.get(update.gradient)!, rate, planner);
  });
  const table = planner.constants(rows.flat());
  const views = rates.map((rate) => (rate.op.kind === 'constant' ? null : planner.view(rate)));
  const read = [...gradients.values(), ...views].flatMap((view) => (view ? [view.value] : []));
  return {
    kind: 'kernel',
    label: 'adam',
    reads: read,
    writes: [],
    variants: () => [() => write(rows.length, rates, views, table, planner)],
  };
}

/** Rows of the table, in vectors of four floats: gradient, parts, stride, rate; parameter, m, v. */
function blocksOf(update: AdamUpdate, gradient: View, rate: number, { view }: Planner): number[][] {
  const place = placeOf(gradient.value);
  const { count, stride } = gradient.value.partials ?? { count: 1, stride: 0 };
  const operands = [update.parameter, update.firstMoment, update.secondMoment].map(
    (node) => placeOf(view(node).value).offset,
  );
  const blocks = Math.ceil(sampleSize(update.parameter) / alignment);
  return Array.from({ length: blocks }, (_, block) => {
    const skipped = block * alignment;
    const [first, ...own] = [place.offset + gradient.offset, ...operands].map(
      (offset) => (offset + skipped) / 4,
    );
    return [first, count, stride / 4, rate, ...own, 0];
  });
}

function write(
  blocks: number,
  rates: readonly Tensor[],
  views: readonly (View | null)[],
  rows: Place,
  { fixed }: Planner,
): ShaderCode {
  const shader = new Shader([fixed.variables]);
  const start = (slot: typeof fixed.feeds) => ({ slot, offset: 0 });
  const table = shader.piece(rows, blocks * 8, 'vec4u');
  const variables = shader.within(start(fixed.variables), 'vec4f');
  const gradients = shader.within(start(fixed.gradients), 'vec4f');
  const feeds = shader.within(start(fixed.feeds));
  const { beta1, beta2, epsilon } = adamConstants;
  const cases = rates.map((rate, index) => {
    const view = views[index];
    return `${index === rates.length - 1 ? 'default' : `case ${index}u`}: { rate = ${rateOf(rate, view, shader)}; }`;
  });
  return shader.perInvocation(blocks * lanes, workgroup, [
    `let block = id / ${lanes}u;`,
    `let source = ${table('block * 2u')};`,
    `let own = ${table('block * 2u + 1u')};`,
    'var rate = 0.0f;',
    `switch source.w { ${cases.join(' ')} }`,
    `rate *= ${readAdamCorrection(feeds)};`,
    `for (var lane = id % ${lanes}u; lane < ${lanes * rounds}u; lane += ${lanes}u) {`,
    'var gradient = vec4f();',
    `for (var part = 0u; part < source.y; part++) { gradient += ${gradients('source.x + part * source.z + lane')}; }`,
    `let m = ${literal(beta1)} * ${variables('own.y + lane')} + ${literal(1 - beta1)} * gradient;`,
    `let v = ${literal(beta2)} * ${variables('own.z + lane')} + ${literal(1 - beta2)} * gradient * gradient;`,
    `${variables('own.y + lane')} = m;`,
    `${variables('own.z + lane')} = v;`,
    `${variables('own.x + lane')} -= rate * m / (sqrt(v) + ${literal(epsilon)});`,
    '}',
  ]);
}

function rateOf({ op }: Tensor, view: View | null, shader: Shader): string {
  if (view) return shader.within(shifted(placeOf(view.value), view.offset))('0u');
  if (op.kind === 'constant') return literal(op.value);
  throw new EngineError(`webgpu: a learning rate of ${op.kind} is not in memory`);
}
