import { describe, expect, test } from 'vitest';
import { engineWishes } from '../core/experiment.ts';
import { chooseEngine, type MachineOffer } from './chooseEngine.ts';

const everything: MachineOffer = {
  webAssembly: true,
  webAssemblySimd: true,
  relaxedSimd: true,
  webgpu: { description: 'some card', isFallback: false },
};
const nothing: MachineOffer = {
  webAssembly: false,
  webAssemblySimd: false,
  relaxedSimd: false,
  webgpu: null,
};

describe('without a wish', () => {
  test('WebAssembly SIMD comes first, whatever else there is', () => {
    expect(chooseEngine('auto', everything).engine).toBe('wasm');
    expect(chooseEngine('auto', { ...everything, webgpu: null }).engine).toBe('wasm');
  });

  test('without SIMD tfjs runs on the best backend, and the reason says what is missing', () => {
    const plain = { ...everything, webAssemblySimd: false, relaxedSimd: false };
    const software = { description: 'SwiftShader', isFallback: true };
    const choices = [plain, { ...plain, webgpu: software }, { ...plain, webgpu: null }, nothing];
    const chosen = choices.map((offer) => chooseEngine('auto', offer));
    expect(chosen.map(({ engine }) => engine)).toEqual([
      'tfjs-webgpu',
      'tfjs-wasm',
      'tfjs-wasm',
      'tfjs-cpu',
    ]);
    for (const { reason } of chosen) expect(reason).toMatch(/no WebAssembly SIMD/);
  });
});

describe('with a wish', () => {
  test.each(engineWishes.filter((wish) => wish !== 'auto'))('%s is granted', (wish) => {
    const { engine, reason } = chooseEngine(wish, everything);
    expect(engine).toBe(wish);
    expect(reason).toMatch(/^You chose/);
  });

  test.each([
    ['wasm', 'tfjs-cpu'],
    ['wasm-relaxed', 'tfjs-cpu'],
    ['tfjs-webgpu', 'tfjs-cpu'],
    ['tfjs-wasm', 'tfjs-cpu'],
    ['tfjs-cpu', 'tfjs-cpu'],
  ] as const)('%s on a machine that offers nothing becomes %s', (wish, expected) => {
    expect(chooseEngine(wish, nothing).engine).toBe(expected);
  });

  test('what cannot be granted is said, with what runs instead', () => {
    const { engine, reason } = chooseEngine('tfjs-webgpu', { ...everything, webgpu: null });
    expect(engine).toBe('wasm');
    expect(reason).toBe(
      'You chose tfjs on WebGPU, but there is no WebGPU adapter here. Compiled WebAssembly SIMD is the fastest engine here.',
    );
  });

  test('a software adapter is granted with a warning', () => {
    const software = { description: 'SwiftShader', isFallback: true };
    const { engine, reason } = chooseEngine('tfjs-webgpu', { ...everything, webgpu: software });
    expect(engine).toBe('tfjs-webgpu');
    expect(reason).toMatch(/software only/);
  });
});
