/** Shaders of ops that are computed element by element: one op alone, or several small ones in turn. */
import { sampleSize, type Tensor } from '../../graph/tensor.ts';
import { compute, Scope, type Sources, samplesOf } from './elements.ts';
import { readClock } from './feedLayout.ts';
import { placeOf, roundUp, type Stored, shifted } from './place.ts';
import { Shader, type ShaderCode } from './shader.ts';
import type { ElementTask, FixedSlots, Group, View } from './task.ts';

interface Memory {
  readonly batch: number;
  readonly fixed: FixedSlots;
  viewOf(node: Tensor): View | null;
}

const workgroup = 64;

function sourcesIn(shader: Shader, { batch, fixed, viewOf }: Memory): Sources {
  return {
    shader,
    batch,
    read(node) {
      const view = viewOf(node);
      return view && shader.within(shifted(placeOf(view.value), view.offset));
    },
    clock: () => readClock(shader.within({ slot: fixed.feeds, offset: 0 })),
  };
}

const slotsOf = (values: readonly Stored[]) => values.map((value) => placeOf(value).slot);

/** Statements that compute and write element `index` of a task. */
function writeElement({ node, target, copies }: ElementTask, index: string, sources: Sources) {
  const scope = new Scope(sources);
  const size = sampleSize(node);
  const [n, e] =
    node.batches === 0
      ? ['0u', index]
      : size === 1
        ? [index, '0u']
        : [scope.let(`${index} / ${size}u`), scope.let(`${index} % ${size}u`)];
  const value = copies ? scope.value(node, n, e) : compute(node.op.kind, node, scope, n, e);
  scope.add(`${sources.shader.within(placeOf(target))(index)} = ${value};`);
  return scope.lines;
}

const elementsOf = ({ node }: ElementTask, batch: number) =>
  samplesOf(node, batch) * sampleSize(node);

/** Invocations that are enough; what there is beyond is done in rounds, which spares workgroups. */
const enough = 65_536;
const mostRounds = 8;

function roundsOf(count: number): number {
  let rounds = 1;
  while (
    rounds < mostRounds &&
    count % (2 * rounds * workgroup) === 0 &&
    count / (2 * rounds) >= enough
  ) {
    rounds *= 2;
  }
  return rounds;
}

export function elementCode(task: ElementTask, memory: Memory): ShaderCode {
  const shader = new Shader(slotsOf(task.writes));
  const count = elementsOf(task, memory.batch);
  const rounds = roundsOf(count);
  const body = writeElement(task, rounds === 1 ? 'id' : 'index', sourcesIn(shader, memory));
  if (rounds === 1) return shader.perInvocation(count, workgroup, body);
  const each = count / rounds;
  return shader.perInvocation(each, workgroup, [
    `for (var index = id; index < ${count}u; index += ${each}u) {`,
    ...body,
    '}',
  ]);
}

/** One workgroup runs all stages; a barrier stands where a stage reads what one before it wrote. */
export function groupCode({ stages, writes }: Group, memory: Memory): ShaderCode {
  const shader = new Shader(slotsOf(writes));
  const sources = sourcesIn(shader, memory);
  const fresh = new Set<Stored>();
  const body = stages.flatMap((stage) => {
    const waits = stage.reads.some((value) => fresh.has(value));
    if (waits) fresh.clear();
    fresh.add(stage.target);
    const count = elementsOf(stage, memory.batch);
    const body = writeElement(stage, 'id', sources);
    // All invocations go round equally often: some drivers lose their way to a barrier otherwise.
    const round = count % workgroup === 0 ? body : [`if (id < ${count}u) {`, ...body, '}'];
    return [
      ...(waits ? ['storageBarrier();'] : []),
      `for (var id = local; id < ${roundUp(count, workgroup)}u; id += ${workgroup}u) {`,
      ...round,
      '}',
    ];
  });
  return shader.module(workgroup, [1, 1, 1], body);
}
