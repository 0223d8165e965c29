/**
 * An engine that computes nothing, for tests of what happens around one: like a GPU's it puts steps off
 * until `settle`, which takes the time that the test says, and it can be lost.
 */
import { type Engine, EngineError, EngineLostError } from '../src/engines/engine.ts';
import { sampleSize } from '../src/graph/tensor.ts';

export interface FakeEngine extends Engine {
  readonly lost: boolean;
  lose(): void;
  /** Steps that were ever under way at once, at most. */
  readonly mostPending: number;
}

export interface FakeEngineParts {
  readonly name?: Engine['name'];
  /** Told of each step before it is recorded, by the name of its program. */
  readonly onRun?: (programName: string, engine: FakeEngine) => void;
  /** Told of each step when it is done. */
  readonly onDone?: (programName: string) => void;
  /** Told of each output and variable that is read. */
  readonly onRead?: (name: string) => void;
  /** Why it compiles nothing. */
  readonly refusal?: () => Error | null;
}

export function createFakeEngine(parts: FakeEngineParts = {}): FakeEngine {
  const { name = 'webgpu', onRun, onDone, onRead, refusal } = parts;
  const pending: string[] = [];
  let lost = false;
  let mostPending = 0;
  let threads = 1;

  function check(): void {
    if (lost) throw new EngineLostError(`${name}: the device was lost`);
  }
  async function settle(): Promise<void> {
    for (const program of pending.splice(0)) onDone?.(program);
    await Promise.resolve();
    check();
  }
  const engine: FakeEngine = {
    name,
    get description() {
      return threads === 1 ? `fake ${name}` : `fake ${name}, ${threads} threads`;
    },
    get lost() {
      return lost;
    },
    get mostPending() {
      return mostPending;
    },
    lose: () => {
      lost = true;
    },
    setThreads(count) {
      if (name === 'wasm') threads = count;
    },
    createVariables(specs) {
      const values = new Map(
        specs.map(({ name, shape }) => [name, new Float32Array(sampleSize({ shape, batches: 0 }))]),
      );
      const of = (variable: string) => {
        const found = values.get(variable);
        if (!found) throw new EngineError(`no variable ${variable}`);
        return found;
      };
      return {
        specs,
        async read(variable) {
          await settle();
          onRead?.(variable);
          return of(variable).slice();
        },
        write: (variable, given) => of(variable).set(given),
        dispose: () => {},
      };
    },
    async compile(program, _variables, { batch }) {
      check();
      const refused = refusal?.();
      if (refused) throw refused;
      return {
        program,
        batch,
        run() {
          onRun?.(program.name, engine);
          check();
          pending.push(program.name);
          mostPending = Math.max(mostPending, pending.length);
        },
        settle,
        async read(output, out) {
          await settle();
          onRead?.(output);
          const { batches, shape } = program.outputs[output];
          const size = Math.max(1, batches * batch) * sampleSize({ shape, batches: 0 });
          return (out ?? new Float32Array(size)).fill(0.5);
        },
        dispose: () => {},
      };
    },
    dispose: () => {},
  };
  return engine;
}
