/**
 * Which of several shaders runs: the one that a short measurement finds the fastest, once for each
 * shape on an adapter, and remembered.
 */
import { streamOf } from '../../core/random.ts';
import type { Gpu } from './gpu.ts';
import type { Slot } from './place.ts';
import type { Binding, ShaderCode } from './shader.ts';

/** Numbers of the fastest variants by a shape's key; may be kept for as long as the adapter is the same. */
export type Remembered = Pick<Map<string, number>, 'get' | 'set'>;

/** A dispatch that is ready to be recorded. */
export interface Recorded {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly groups: ShaderCode['groups'];
}

/** Runs of a variant that are measured at a time, and how often. */
const runs = 4;
const rounds = 3;

/** One of the variants of each dispatch. Runs those that it measures, on whatever the buffers hold. */
export async function chooseVariants(
  gpu: Gpu,
  dispatches: readonly (readonly ShaderCode[])[],
  bufferOf: (slot: Slot) => GPUBuffer,
  remembered: Remembered,
): Promise<Recorded[]> {
  const prepare = async (code: ShaderCode): Promise<Recorded> => ({
    pipeline: await gpu.pipeline(code.source, code.bindings),
    group: bindGroup(gpu, code.bindings, bufferOf),
    groups: code.groups,
  });
  const candidates = await Promise.all(
    dispatches.map((variants) => {
      const known = variants.length === 1 ? 0 : remembered.get(keyOf(variants));
      const wanted = known === undefined ? variants : [variants[known] ?? variants[0]];
      return Promise.all(wanted.map(prepare));
    }),
  );
  const chosen: Recorded[] = [];
  for (const [index, ready] of candidates.entries()) {
    const variants = dispatches[index];
    if (ready.length === 1) {
      chosen.push(ready[0]);
      continue;
    }
    const key = keyOf(variants);
    const fastest = remembered.get(key) ?? (await findFastest(gpu, ready));
    remembered.set(key, fastest);
    chosen.push(ready[fastest]);
  }
  return chosen;
}

/** A shader's text and extents, in short. */
function keyOf([first, ...rest]: readonly ShaderCode[]): string {
  return `${streamOf(first.source).toString(36)} ${first.groups.join('×')} of ${rest.length + 1}`;
}

async function findFastest(gpu: Gpu, ready: readonly Recorded[]): Promise<number> {
  const times = ready.map(() => Number.POSITIVE_INFINITY);
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [index, recorded] of ready.entries()) {
      const taken = await timeOf(gpu, recorded);
      if (round > 0) times[index] = Math.min(times[index], taken);
    }
  }
  return times.indexOf(Math.min(...times));
}

async function timeOf({ device }: Gpu, { pipeline, group, groups }: Recorded): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  for (let run = 0; run < runs; run++) pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
  pass.end();
  const began = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - began;
}

function bindGroup(
  gpu: Gpu,
  bindings: readonly Binding[],
  bufferOf: (slot: Slot) => GPUBuffer,
): GPUBindGroup {
  return gpu.device.createBindGroup({
    layout: gpu.layout(bindings),
    entries: bindings.map(({ slot, range }, binding) => {
      const buffer = bufferOf(slot);
      if (!range) return { binding, resource: { buffer } };
      const offset = range.offset * 4;
      const size = Math.min(Math.ceil(range.floats / 4) * 16, buffer.size - offset);
      return { binding, resource: { buffer, offset, size } };
    }),
  });
}
