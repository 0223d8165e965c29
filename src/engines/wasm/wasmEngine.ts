/** The compiled engine on WebAssembly SIMD: programs become calls of ahead-of-time compiled kernels. */
import type { Program } from '../../graph/program.ts';
import { type CompileOptions, type Engine, EngineError, type Variables } from '../engine.ts';
import { createWasmExecutable, type WasmExecutable } from './executable.ts';
import { createHeap, createMemory, type Heap } from './heap.ts';
import { instantiateKernels, type Kernels } from './kernelModule.ts';
import { planProgram } from './plan.ts';
import { createWasmVariables, type WasmVariables } from './variables.ts';

export interface WasmEngine extends Engine {
  readonly kernels: Kernels;
  readonly heap: Heap;
  compile(program: Program, variables: Variables, options: CompileOptions): Promise<WasmExecutable>;
}

/**
 * `module`: build/simd.wasm, whose results are the same to the bit everywhere, or build/relaxed.wasm,
 * which rounds multiply-adds once where the processor can.
 */
export function createWasmEngine(
  module: WebAssembly.Module,
  options: { readonly relaxed?: boolean } = {},
): WasmEngine {
  const memory = createMemory();
  const { kernels, heapStart } = instantiateKernels(module, memory);
  const heap = createHeap(memory, heapStart);
  let disposed = false;

  return {
    name: 'wasm',
    description: `WebAssembly SIMD${options.relaxed ? ' (relaxed)' : ''}, one thread`,
    kernels,
    heap,
    createVariables(specs) {
      requireOpen();
      return createWasmVariables(heap, specs);
    },
    async compile(program, variables, { batch, draws }) {
      requireOpen();
      if (!isIn(heap, variables)) {
        throw new EngineError('wasm: the variables belong to another engine');
      }
      if (!Number.isInteger(batch) || batch < 1) {
        throw new EngineError(`wasm: a batch is a positive whole number, got ${batch}`);
      }
      const plan = planProgram(program, variables, batch);
      const drawsGiven = draws === 'given';
      return createWasmExecutable(program, plan, variables, kernels, { batch, drawsGiven });
    },
    /** The memory goes when the last executable and variables are forgotten. */
    dispose() {
      disposed = true;
    },
  };

  function requireOpen(): void {
    if (disposed) throw new EngineError('wasm: the engine is disposed of');
  }
}

function isIn(heap: Heap, variables: Variables): variables is WasmVariables {
  return 'heap' in variables && variables.heap === heap;
}
