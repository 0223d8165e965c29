/** An engine that tells when it runs a program or reads a variable, before it does. */
import type { Engine } from '../src/engines/engine.ts';

export interface EngineWatch {
  readonly onRun?: (programName: string) => void;
  readonly onRead?: (variable: string) => void;
}

export function watchEngine(engine: Engine, { onRun, onRead }: EngineWatch): Engine {
  return {
    name: engine.name,
    description: engine.description,
    createVariables(specs) {
      const variables = engine.createVariables(specs);
      const read = variables.read.bind(variables);
      variables.read = (name) => {
        onRead?.(name);
        return read(name);
      };
      return variables;
    },
    async compile(program, variables, options) {
      const executable = await engine.compile(program, variables, options);
      const run = executable.run.bind(executable);
      executable.run = (feeds, clock) => {
        onRun?.(program.name);
        run(feeds, clock);
      };
      return executable;
    },
    dispose: () => engine.dispose(),
  };
}
