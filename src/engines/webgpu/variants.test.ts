import { describe, expect, test } from 'vitest';
import { createGpu } from './gpu.ts';
import { openOrExplain } from './openForTest.ts';
import { Shader, type ShaderCode } from './shader.ts';
import { chooseVariants } from './variants.ts';

const opened = await openOrExplain();

const slot = { name: 'numbers', floats: 4096 };

/** Adds 1 to every number, `rounds` times. */
function adding(rounds: number): ShaderCode {
  const shader = new Shader([slot]);
  const number = shader.within({ slot, offset: 0 });
  return shader.perInvocation(4096, 64, [
    `for (var i = 0u; i < ${rounds}u; i++) { ${number('id')} += 1.0f; }`,
  ]);
}

if (typeof opened === 'string') {
  console.warn(`tests on WebGPU are skipped: ${opened}`);
  test.skip(`variants on a device: ${opened}`, () => {});
} else describe('variants', () => describeOn(opened));

function describeOn(device: GPUDevice): void {
  test('the fastest is found by measuring, and remembered', async () => {
    const gpu = createGpu(device);
    const buffer = gpu.createBuffer('numbers', 4096);
    const remembered = new Map<string, number>();
    const variants = [adding(600), adding(1), adding(900)];
    const choose = () => chooseVariants(gpu, [variants, [adding(2)]], () => buffer, remembered);
    const [chosen, only] = await choose();
    expect(chosen.pipeline).toBe(await gpu.pipeline(variants[1].source, variants[1].bindings));
    expect(only.pipeline).not.toBe(chosen.pipeline);
    expect([...remembered.values()]).toEqual([1]);
    expect((await choose())[0].pipeline).toBe(chosen.pipeline);
    gpu.dispose();
  });

  test('what was remembered is taken without measuring; a number that is no variant, the first', async () => {
    const gpu = createGpu(device);
    const buffer = gpu.createBuffer('numbers', 4096);
    const variants = [adding(3), adding(5)];
    for (const [number, expected] of [
      [1, 1],
      [7, 0],
    ]) {
      const before = gpu.modules;
      const remembered = { get: () => number, set: () => expect.fail('was measured') };
      const [chosen] = await chooseVariants(gpu, [variants], () => buffer, remembered);
      const { source, bindings } = variants[expected];
      expect(gpu.modules).toBe(before + 1);
      expect(chosen.pipeline).toBe(await gpu.pipeline(source, bindings));
    }
    gpu.dispose();
  });
}
