/**
 * The suite that every engine passes: each op and its gradient against float64, and what a step
 * promises. An engine's own test says `await describeEngine(name, create)`.
 */
import { afterAll, describe, expect, test } from 'vitest';
import type { Tensor } from '../graph/tensor.ts';
import { describeDraws } from './conformance/drawSteps.ts';
import { elementwiseCases } from './conformance/elementwiseCases.ts';
import { layerCases } from './conformance/layerCases.ts';
import { describeMethods } from './conformance/methodSteps.ts';
import { describeMisuse } from './conformance/misuseSteps.ts';
import { gradientOf, type OpCase } from './conformance/opCase.ts';
import type { EngineTest } from './conformance/preparedStep.ts';
import { relativeError } from './conformance/relativeError.ts';
import { describeSharing } from './conformance/sharingSteps.ts';
import { structureCases } from './conformance/structureCases.ts';
import { describeTables } from './conformance/tableSteps.ts';
import { describeUpdates } from './conformance/updateSteps.ts';
import { type Engine, EngineUnavailableError } from './engine.ts';
import { evaluateProgram } from './referenceEvaluator.ts';
import { opKinds } from './referenceOps.ts';

export const opCases: readonly OpCase[] = [...elementwiseCases, ...layerCases, ...structureCases];

/** Largest error of a tensor, in parts of its largest element. */
const tolerance = 1e-5;

const clock = { seed: 1, step: 1 };

/** Registers the suite. An engine that throws EngineUnavailableError is skipped, with the reason printed. */
export async function describeEngine(name: string, create: () => Promise<Engine>): Promise<void> {
  const created = await createOrExplain(create);
  if (typeof created === 'string') {
    console.warn(`engine ${name} is skipped: ${created}`);
    describe.skip(`engine ${name}`, () => test(`is skipped: ${created}`, () => {}));
    return;
  }
  const engine = created;
  const engineTest: EngineTest = (title, body) => test(title, () => body(engine));

  describe(`engine ${name}`, () => {
    afterAll(() => engine.dispose());
    describe('ops and their gradients', () => {
      test('there is a case for every kind of op', () => {
        const cased = new Set(opCases.flatMap(({ program }) => program.nodes.map(kindOf)));
        expect([...opKinds].filter((kind) => !cased.has(kind))).toEqual([]);
      });
      for (const opCase of opCases) test(opCase.name, () => compareWithReference(engine, opCase));
    });
    describe('updates', () => describeUpdates(engineTest));
    describe('draws', () => describeDraws(engineTest));
    describe('sharing', () => describeSharing(engineTest));
    describe('tables', () => describeTables(engineTest));
    describe('misuse', () => describeMisuse(engineTest));
    describe('methods', () => describeMethods(engineTest));
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

const kindOf = ({ op }: Tensor): string => op.kind;

async function compareWithReference(engine: Engine, opCase: OpCase): Promise<void> {
  const { program, batch, feeds, targets } = opCase;
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) variables.write(name, opCase.variables[name]);
  const executable = await engine.compile(program, variables, { batch });
  executable.run(feeds, clock);

  const expected = evaluateProgram(program, {
    batch,
    feeds,
    variables: opCase.variables,
    clock,
  }).outputs;
  for (const output of ['value', ...targets.map(gradientOf)]) {
    const actual = await executable.read(output);
    expect(actual.length, `length of ${output}`).toBe(expected[output].length);
    expect(relativeError(actual, expected[output]), `error of ${output}`).toBeLessThan(tolerance);
  }
  executable.dispose();
  variables.dispose();
}
