/** Threads: results do not depend on them, and none that fails leaves a step hanging. */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methodNames } from '../../../core/methodCatalogue.ts';
import { presetConfig } from '../../../core/presets.ts';
import type { Program } from '../../../graph/program.ts';
import { sampleSize } from '../../../graph/tensor.ts';
import { buildTrainingProgram } from '../../../methods/trainingProgram.ts';
import { tinyAcai } from '../../conformance/tinyAcai.ts';
import { EngineError, EngineLostError } from '../../engine.ts';
import { openWasm } from '../openForTest.ts';
import type { WasmEngine } from '../wasmEngine.ts';
import { control, helperState, stateOf } from './control.ts';
import type { ThreadSource } from './crew.ts';
import { nodeThreads } from './nodeThreads.ts';

const mostThreads = 8;

const wave = (length: number, pace: number, size = 0.4) =>
  Float32Array.from({ length }, (_, i) => size * Math.sin(pace * i + 1));

const architecture = {
  size: 16,
  colours: 1,
  scales: 2,
  depth: 8,
  latentChannels: 4,
  criticDepth: 4,
  codebookBits: 4,
} as const;

const programs: Readonly<Record<string, Program>> = {
  'tiny ACAI': tinyAcai(),
  ...Object.fromEntries(
    methodNames.map((method) => [
      method,
      buildTrainingProgram({ ...presetConfig('paper', method), architecture }),
    ]),
  ),
};

/** Batched inputs are waves, scalars half: any will do, if only all runs take the same. */
function feedsFor(program: Program, batch: number): Record<string, number | Float32Array> {
  const inputs = program.inputs.flatMap((input) =>
    input.op.kind === 'input' ? [[input.op.name, input] as const] : [],
  );
  return Object.fromEntries(
    inputs.map(([name, input]) => {
      const size = batch * input.batches * sampleSize(input);
      return [name, size > 0 ? wave(size, 0.3) : name.includes('ate') ? 1e-3 : 0.5];
    }),
  );
}

/** Hashes of everything after as many steps as there are counts of threads, each step with its count. */
async function train(engine: WasmEngine, program: Program, batch: number, threads: number[]) {
  const variables = engine.createVariables(program.variables);
  for (const [index, { name, role, shape }] of program.variables.entries()) {
    const size = sampleSize({ shape, batches: 0 });
    const values = wave(size, 1.7 + index, 1.5 / Math.sqrt(size / (shape.at(-1) ?? 1)));
    if (role === 'parameter') variables.write(name, values);
  }
  const executable = await engine.compile(program, variables, { batch });
  const feeds = feedsFor(program, batch);
  for (const [index, count] of threads.entries()) {
    engine.setThreads?.(count);
    executable.run(feeds, { seed: 7, step: index + 1 });
  }
  const results: Record<string, string> = {};
  const note = (name: string, values: Float32Array) => {
    expect(values.every(Number.isFinite), name).toBe(true);
    results[name] = createHash('sha256').update(values).digest('hex');
  };
  for (const name of Object.keys(program.outputs)) note(name, await executable.read(name));
  for (const { name } of program.variables) note(name, await variables.read(name));
  executable.dispose();
  variables.dispose();
  return results;
}

/** An engine whose helpers have all started. */
async function openCrew(source: ThreadSource): Promise<WasmEngine> {
  const engine = await openWasm('simd', source);
  engine.setThreads?.(source.most);
  while (engine.crew.ready < source.most) await new Promise(setImmediate);
  return engine;
}

/** A helper that does what `code` says when it has taken a task. */
function badThreads(code: string): ThreadSource {
  return {
    most: 2,
    silenceMs: 100,
    spawn({ memory, control: { address, bytes } }, onEnd) {
      const script = `
        const { memory, address, bytes, at } = require('node:worker_threads').workerData;
        const words = new Int32Array(memory.buffer, address, bytes / 4);
        Atomics.store(words, at.state, at.waiting);
        for (;;) {
          const seen = Atomics.load(words, at.wake);
          if (Atomics.load(words, at.state) === at.enlisted && Atomics.sub(words, at.left, 1) > 0) { ${code} }
          Atomics.wait(words, at.wake, seen, 10);
        }`;
      const at = { ...control, ...helperState, state: stateOf(1) };
      const worker = new Worker(script, { eval: true, workerData: { memory, address, bytes, at } });
      worker.on('error', () => {});
      worker.on('exit', onEnd);
      return { end: () => void worker.terminate() };
    },
  };
}

describe('results', () => {
  let alone: WasmEngine;
  let crew: WasmEngine;
  beforeAll(async () => {
    alone = await openWasm();
    crew = await openCrew(nodeThreads(mostThreads));
  });
  afterAll(() => {
    alone.dispose();
    crew.dispose();
  });

  test.each(Object.keys(programs))(
    'of %s are the same bits on 1, 2, 3 and 8 threads',
    async (name) => {
      const expected = await train(alone, programs[name], 32, [1, 1, 1]);
      for (const count of [1, 2, 3, 8]) {
        const before = crew.crew.helped;
        expect(await train(crew, programs[name], 32, [count, count, count])).toEqual(expected);
        if (count === 1) expect(crew.crew.helped).toBe(before);
      }
      expect(crew.crew.helped).toBeGreaterThan(0);
    },
  );

  test('are the same bits when the number of threads changes between steps', async () => {
    const draw = fc.record({
      name: fc.constantFrom(...Object.keys(programs)),
      batch: fc.constantFrom(8, 24, 32, 64),
      threads: fc.array(fc.integer({ min: 1, max: mostThreads }), { minLength: 2, maxLength: 5 }),
    });
    const same = fc.asyncProperty(draw, async ({ name, batch, threads }) => {
      const ones = threads.map(() => 1);
      const expected = await train(alone, programs[name], batch, ones);
      expect(await train(crew, programs[name], batch, threads)).toEqual(expected);
    });
    await fc.assert(same, { seed: 11, numRuns: 25 });
  });
});

describe('a helper', () => {
  const program = programs.acai;
  const steps = [2, 2, 2];

  test.each<[string, ThreadSource['spawn']]>([
    [
      'cannot be made',
      () => {
        throw new Error('no workers here');
      },
    ],
    [
      'does not load',
      (_start, onEnd) => {
        queueMicrotask(onEnd);
        return { end() {} };
      },
    ],
  ])('that %s is done without', async (_what, spawn) => {
    const engine = await openWasm('simd', { most: 2, spawn });
    engine.setThreads?.(2);
    await new Promise(setImmediate);
    expect(engine.description).toBe('WebAssembly SIMD, one thread');
    const expected = await train(await openWasm(), program, 32, steps);
    expect(await train(engine, program, 32, steps)).toEqual(expected);
  });

  test('that is killed between steps is done without', async () => {
    const source = nodeThreads(2);
    const helpers: { end(): unknown }[] = [];
    const engine = await openCrew({
      ...source,
      spawn(start, onEnd) {
        const helper = source.spawn(start, onEnd);
        helpers.push(helper);
        return helper;
      },
    });
    const first = await train(engine, program, 32, steps);
    expect(engine.crew.helped).toBeGreaterThan(0);
    // The engine is not told: as when the death is so recent that no event has come.
    for (const helper of helpers) await helper.end();
    expect(await train(engine, program, 32, steps)).toEqual(first);
    engine.dispose();
  });

  test('that there is no memory for is done without', async () => {
    const engine = await openCrew(nodeThreads(3));
    // All three are at work when the memory runs out.
    const expected = await train(engine, program, 32, [3, 3, 3]);
    const { allocate } = engine.heap;
    let calls = 0;
    Object.assign(engine.heap, {
      allocate(bytes: number) {
        // Variables, what is shared, the owner's area, the table; then area and program of thread 1.
        if (++calls > 6) throw new EngineError('no memory');
        return allocate(bytes);
      },
    });
    expect(await train(engine, program, 32, [3, 3, 3])).toEqual(expected);
    expect(engine.description).toBe('WebAssembly SIMD, 2 threads');
    expect(calls).toBe(7);
    engine.dispose();
  });

  test.each([
    [
      'falls silent',
      'for (;;) Atomics.wait(words, at.wake, Atomics.load(words, at.wake), 10);',
      /did not answer for 0.1 s/,
    ],
    [
      'throws',
      'Atomics.store(words, at.failed, 1); throw new Error("no");',
      /failed in the middle/,
    ],
  ])(
    'that %s in the middle of a step costs the engine, not the time',
    async (_what, code, message) => {
      const engine = await openCrew(badThreads(code));
      const run = async () => {
        // Until the helper has been quick enough to take a task.
        for (let tries = 0; tries < 200; tries++) await train(engine, program, 32, steps);
      };
      await expect(run()).rejects.toThrow(EngineLostError);
      await expect(run()).rejects.toThrow(message);
      engine.dispose();
    },
  );
});

test('the description says how many threads there are, as many as the machine has at most', async () => {
  const engine = await openWasm('simd', nodeThreads(3));
  const said = [1, 2, 100, 0].map((count) => {
    engine.setThreads?.(count);
    return engine.description;
  });
  expect(said).toEqual(
    ['one thread', '2 threads', '3 threads', 'one thread'].map((n) => `WebAssembly SIMD, ${n}`),
  );
  engine.dispose();
});
