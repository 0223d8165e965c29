/** The compiled engine on WebAssembly SIMD: programs become calls of ahead-of-time compiled kernels. */
import type { Program } from '../../graph/program.ts';
import { type CompileOptions, type Engine, EngineError, type Variables } from '../engine.ts';
import { createWasmExecutable, type WasmExecutable } from './executable.ts';
import { createHeap, createMemory, type Heap } from './heap.ts';
import { instantiateKernels, type Kernels, withDraws } from './kernelModule.ts';
import { planProgram } from './plan.ts';
import { type Crew, createCrew, createLonelyCrew, type ThreadSource } from './threads/crew.ts';
import { createWasmVariables, type WasmVariables } from './variables.ts';

export interface WasmEngine extends Engine {
  readonly kernels: Kernels;
  readonly heap: Heap;
  readonly crew: Crew;
  compile(program: Program, variables: Variables, options: CompileOptions): Promise<WasmExecutable>;
}

export interface WasmEngineOptions {
  readonly relaxed?: boolean;
  /** Where helping threads come from; `module` must then be the build for threads. */
  readonly threads?: ThreadSource;
  /** Why there are none, for people. */
  readonly oneThreadBecause?: string;
}

/**
 * `module`: build/simd.wasm, whose results are the same to the bit everywhere, or build/relaxed.wasm,
 * which rounds multiply-adds once where the processor can; with `threads`, simd-threads.wasm or
 * relaxed-threads.wasm. One thread works until `setThreads` is called; an engine with more must not
 * live on a page's main thread, which may not wait.
 */
export function createWasmEngine(
  module: WebAssembly.Module,
  options: WasmEngineOptions = {},
): WasmEngine {
  const { threads, relaxed, oneThreadBecause } = options;
  const memory = createMemory(threads !== undefined);
  const { kernels: compiled, heapStart } = instantiateKernels(module, memory);
  const heap = createHeap(memory, heapStart);
  const kernels = withDraws(compiled, heap);
  const crew = threads ? createCrew(heap, module, threads) : createLonelyCrew();
  let disposed = false;

  return {
    name: 'wasm',
    get description() {
      const alone = `one thread${oneThreadBecause ? ` (${oneThreadBecause})` : ''}`;
      const threads = crew.count === 1 ? alone : `${crew.count} threads`;
      return `WebAssembly SIMD${relaxed ? ' (relaxed)' : ''}, ${threads}`;
    },
    kernels,
    heap,
    crew,
    setThreads: crew.setCount,
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
      const plan = planProgram(program, variables, { batch, drawsGiven: draws === 'given' });
      return createWasmExecutable(program, plan, variables, { batch, kernels, crew });
    },
    /** The memory goes when the last executable and variables are forgotten. */
    dispose() {
      crew.dispose();
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
