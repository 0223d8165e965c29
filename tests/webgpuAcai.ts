/** A tiny ACAI on an engine, for tests. */
import { tinyAcai } from '../src/engines/conformance/tinyAcai.ts';
import type { Feeds, Variables } from '../src/engines/engine.ts';
import type { WebgpuEngine } from '../src/engines/webgpu/webgpuEngine.ts';

export const program = tinyAcai();

export const wave = (length: number, pace: number) =>
  Float32Array.from({ length }, (_, i) => 0.4 * Math.sin(pace * i + 1));

export const feedsFor = (batch: number): Feeds => ({
  x: wave(batch * 64, 0.3),
  lambda: 0.5,
  rate: 0.01,
});

/** Variables that are not zero, and the program compiled. */
export async function prepare(engine: WebgpuEngine, batch: number) {
  const variables = engine.createVariables(program.variables);
  program.variables.forEach(({ name, role, shape }, index) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (role === 'parameter') variables.write(name, wave(size, 1.7 + index));
  });
  return { variables, executable: await engine.compile(program, variables, { batch }) };
}

export function readAll(variables: Variables): Promise<Float32Array[]> {
  return Promise.all(program.variables.map(({ name }) => variables.read(name)));
}
