/**
 * The suite that every engine passes: each op and its gradient against float64, and what a step
 * promises. An engine's own test says `await describeEngine(name, create)`.
 */
import { afterAll, describe, expect, test } from 'vitest';
import type { Program } from '../graph/program.ts';
import { elementwiseCases } from './conformance/elementwiseCases.ts';
import { layerCases } from './conformance/layerCases.ts';
import { gradientOf, type OpCase } from './conformance/opCase.ts';
import { relativeError } from './conformance/relativeError.ts';
import { describeSteps, type EngineTest } from './conformance/steps.ts';
import { structureCases } from './conformance/structureCases.ts';
import { type Engine, EngineUnavailableError } from './engine.ts';
import { evaluateProgram } from './referenceEvaluator.ts';
import { opKinds } from './referenceOps.ts';

export const opCases: readonly OpCase[] = [...elementwiseCases, ...layerCases, ...structureCases];

/** Largest error of a tensor, in parts of its largest element. */
const tolerance = 1e-5;

/** Registers the suite. An engine that throws EngineUnavailableError is skipped, with the reason printed. */
export async function describeEngine(name: string, create: () => Promise<Engine>): Promise<void> {
  const created = await createOrExplain(create);
  if (typeof created === 'string') {
    console.warn(`engine ${name} is skipped: ${created}`);
    describe.skip(`engine ${name}`, () => test(`is skipped: ${created}`, () => {}));
    return;
  }
  const exercised = new Set<string>();
  const engine = watch(created, ({ nodes }) => {
    for (const { op } of nodes) exercised.add(op.kind);
  });
  const engineTest: EngineTest = (title, body) => test(title, () => body(engine));

  describe(`engine ${name}`, () => {
    afterAll(() => engine.dispose());
    describe('ops and their gradients', () => {
      for (const opCase of opCases) test(opCase.name, () => compareWithReference(engine, opCase));
    });
    describe('steps', () => describeSteps(engineTest));
    test('every kind of op was run', () => {
      expect([...opKinds].filter((kind) => !exercised.has(kind))).toEqual([]);
    });
  });
}

/** The engine, or why this machine cannot run it. */
async function createOrExplain(create: () => Promise<Engine>): Promise<Engine | string> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof EngineUnavailableError) return error.message;
    throw error;
  }
}

/** The engine, with an eye on the programs that it compiles. */
function watch(engine: Engine, see: (program: Program) => void): Engine {
  return {
    name: engine.name,
    description: engine.description,
    createVariables: (specs) => engine.createVariables(specs),
    compile: (program, variables, options) => {
      see(program);
      return engine.compile(program, variables, options);
    },
    dispose: () => engine.dispose(),
  };
}

async function compareWithReference(engine: Engine, opCase: OpCase): Promise<void> {
  const { program, batch, feeds, targets } = opCase;
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) variables.write(name, opCase.variables[name]);
  const executable = await engine.compile(program, variables, { batch });
  executable.run(feeds, { seed: 1, step: 1 });

  const expected = evaluateProgram(program, { batch, feeds, variables: opCase.variables }).outputs;
  for (const output of ['value', ...targets.map(gradientOf)]) {
    const actual = await executable.read(output);
    expect(actual.length, `length of ${output}`).toBe(expected[output].length);
    expect(relativeError(actual, expected[output]), `error of ${output}`).toBeLessThan(tolerance);
  }
  executable.dispose();
  variables.dispose();
}
