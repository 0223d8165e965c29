/**
 * The kernels as functions of integers: those compiled from `kernels/*.ts` by scripts/buildKernels.js,
 * and the draws.
 */
import { createDraws, drawNames } from './draws.ts';
import type { Memory } from './threads/turns.ts';

const compiledNames = [
  'adam',
  'addBias',
  'argmax',
  'biasGradient',
  'binary',
  'convolve',
  'copyBytes',
  'dense',
  'denseInputGradient',
  'denseKernelGradient',
  'gatherRows',
  'gatherSamples',
  'kernelGradient',
  'nearestRow',
  'packKernel',
  'packTurnedKernel',
  'packTurnedWinograd',
  'packWinograd',
  'pool2',
  'relayout',
  'reverseSamples',
  'scatterRows',
  'scatterSamples',
  'softmax',
  'softmaxCrossEntropy',
  'sumBatch',
  'sumSample',
  'unary',
  'unpackWinograd',
  'upsample2',
  'winograd',
  'winogradKernelGradient',
  'zeroBytes',
] as const;

export const kernelNames = [...compiledNames, ...drawNames] as const;

export type KernelName = (typeof kernelNames)[number];

/** Arguments are byte addresses, counts and strides in bytes; floats are passed by address. */
export type Kernel = (...args: number[]) => unknown;
export type CompiledKernels = Readonly<Record<(typeof compiledNames)[number], Kernel>>;
export type Kernels = Readonly<Record<KernelName, Kernel>>;

export interface KernelModule {
  readonly kernels: CompiledKernels;
  /** The first byte of the memory that the kernels do not keep for tables of their own. */
  readonly heapStart: number;
}

/** @throws TypeError when `module` does not export the kernels. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): KernelModule {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const find = (name: string): Kernel => {
    const entry = exports[name];
    if (typeof entry !== 'function') throw new TypeError(`the wasm module exports no ${name}`);
    return entry as Kernel;
  };
  return {
    kernels: Object.fromEntries(compiledNames.map((name) => [name, find(name)])) as CompiledKernels,
    heapStart: Number(find('heapStart')()),
  };
}

/** `memory`: a view that follows the memory as it grows. */
export function withDraws(kernels: CompiledKernels, memory: Memory): Kernels {
  return { ...kernels, ...createDraws(memory) };
}
