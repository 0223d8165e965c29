/** The float64 evaluator behind what the suite needs of an engine: a check of the methods alone. */
import { EngineError, type Executable, type Variables } from '../../engines/engine.ts';
import { evaluateProgram } from '../../engines/referenceEvaluator.ts';
import { sampleSize, type VariableSpec } from '../../graph/tensor.ts';
import type { GoldenEngine } from './session.ts';

class ReferenceVariables implements Variables {
  readonly specs: readonly VariableSpec[];
  values: Record<string, Float64Array>;

  constructor(specs: readonly VariableSpec[]) {
    this.specs = specs;
    this.values = Object.fromEntries(
      specs.map(({ name, shape }) => [name, new Float64Array(sampleSize({ shape, batches: 0 }))]),
    );
  }

  async read(name: string): Promise<Float32Array> {
    return Float32Array.from(this.values[name]);
  }

  write(name: string, values: Float32Array): void {
    this.values[name] = Float64Array.from(values);
  }

  dispose(): void {}
}

export const referenceEngine: GoldenEngine = {
  description: 'the reference in float64',
  createVariables: (specs) => new ReferenceVariables(specs),
  compile: async (program, variables, { batch }): Promise<Executable> => {
    if (!(variables instanceof ReferenceVariables)) {
      throw new EngineError('variables belong to another engine; create them with this one');
    }
    let outputs: Record<string, Float64Array> = {};
    return {
      program,
      batch,
      run: (feeds, clock) => {
        const held = variables.values;
        const result = evaluateProgram(program, { batch, feeds, variables: held, clock });
        outputs = result.outputs;
        variables.values = result.variables;
      },
      read: async (output) => Float32Array.from(outputs[output]),
      settle: async () => {},
      dispose: () => {},
    };
  },
};
