/** The reference engine: interprets a Program op by op on a tfjs backend. */
import type { Program } from '../../graph/program.ts';
import type { VariableSpec } from '../../graph/tensor.ts';
import { type CompileOptions, type Engine, EngineError, type Variables } from '../engine.ts';
import { loadBackend, type TfjsBackend, type WasmPaths } from './backend.ts';
import { TfjsExecutable } from './tfjsExecutable.ts';
import { TfjsVariables } from './tfjsVariables.ts';

export interface TfjsOptions {
  /** Needed in a browser for the wasm backend; Node finds the files beside the package. */
  readonly wasmPaths?: WasmPaths;
}

const descriptions: Readonly<Record<TfjsBackend, string>> = {
  webgpu: 'tfjs on WebGPU',
  wasm: 'tfjs on WebAssembly',
  cpu: 'tfjs on plain JavaScript',
};

/** @throws EngineUnavailableError when this machine cannot run the backend. */
export async function createTfjsEngine(
  backend: TfjsBackend,
  options: TfjsOptions = {},
): Promise<Engine> {
  await loadBackend(backend, options.wasmPaths);
  const made = new Set<{ dispose(): void }>();
  /** Keeps track of what has to be given back with the engine. */
  const own = <T extends { dispose(): void }>(thing: T): T => {
    const dispose = thing.dispose.bind(thing);
    thing.dispose = () => {
      made.delete(thing);
      dispose();
    };
    made.add(thing);
    return thing;
  };
  return {
    name: 'tfjs',
    description: descriptions[backend],
    createVariables: (specs: readonly VariableSpec[]) => own(new TfjsVariables(backend, specs)),
    compile: async (program: Program, variables: Variables, compileOptions: CompileOptions) => {
      if (!(variables instanceof TfjsVariables) || variables.backend !== backend) {
        throw new EngineError('variables belong to another engine; create them with this one');
      }
      return own(new TfjsExecutable(program, variables, compileOptions));
    },
    dispose: () => {
      for (const thing of made) thing.dispose();
    },
  };
}
