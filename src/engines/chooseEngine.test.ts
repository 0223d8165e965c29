import { describe, expect, test } from 'vitest';
import { engineWishes } from '../core/experiment.ts';
import {
  chooseEngine,
  chooseForViewing,
  fallbacksFor,
  type MachineOffer,
  type StepTimes,
} from './chooseEngine.ts';

const card = { description: 'some card', key: 'some | card', isFallback: false };
const software = { description: 'SwiftShader', key: 'swift', isFallback: true };
const everything: MachineOffer = {
  webAssembly: true,
  webAssemblySimd: true,
  relaxedSimd: true,
  webgpu: card,
};
const nothing: MachineOffer = {
  webAssembly: false,
  webAssemblySimd: false,
  relaxedSimd: false,
  webgpu: null,
};

const unasked = () => expect.unreachable('there is nothing to measure');
const finds = (times: StepTimes | string) => async () => times;

describe('without a wish', () => {
  test.each([
    [
      { wasm: 31, webgpu: 10 },
      'webgpu',
      'The GPU (some card) trains this net 3.1 times as fast as WebAssembly, by a brief measurement.',
    ],
    [
      { wasm: 4, webgpu: 10 },
      'wasm',
      'The GPU (some card) trains this net at 0.4 times the speed of WebAssembly, by a brief measurement, so WebAssembly is used.',
    ],
    [{ wasm: 250, webgpu: 1 }, 'webgpu', '250 times as fast'],
    [{ wasm: 1, webgpu: 1 }, 'wasm', 'at 1 times the speed'],
    ['It broke.', 'wasm', 'It broke. So compiled WebAssembly SIMD is used.'],
  ] as const)('a real GPU is measured: %j gives %s', async (times, expected, words) => {
    const { engine, reason } = await chooseEngine('auto', everything, finds(times));
    expect(engine).toBe(expected);
    expect(reason).toContain(words);
  });

  test('what is measured is the adapter on offer', async () => {
    const asked: unknown[] = [];
    await chooseEngine('auto', everything, async (webgpu) => {
      asked.push(webgpu);
      return 'It broke.';
    });
    expect(asked).toEqual([card]);
  });

  test.each([
    [software, 'WebGPU is there in software only (SwiftShader).'],
    [null, 'there is no GPU that the browser can use.'],
  ])('WebAssembly SIMD needs no measurement against %j', async (webgpu, why) => {
    const chosen = await chooseEngine('auto', { ...everything, webgpu }, unasked);
    expect(chosen).toEqual({
      engine: 'wasm',
      reason: `Compiled WebAssembly SIMD is the fastest engine here: ${why}`,
    });
  });

  test('without SIMD a real GPU trains, else tfjs, and the reason says what is missing', async () => {
    const plain = { ...everything, webAssemblySimd: false, relaxedSimd: false };
    const offers = [plain, { ...plain, webgpu: software }, { ...plain, webgpu: null }, nothing];
    const chosen = await Promise.all(offers.map((offer) => chooseEngine('auto', offer, unasked)));
    expect(chosen.map(({ engine }) => engine)).toEqual([
      'webgpu',
      'tfjs-wasm',
      'tfjs-wasm',
      'tfjs-cpu',
    ]);
    for (const { reason } of chosen) expect(reason).toMatch(/no WebAssembly SIMD/);
  });
});

describe('with a wish', () => {
  test.each(engineWishes.filter((wish) => wish !== 'auto'))('%s is granted', async (wish) => {
    const { engine, reason } = await chooseEngine(wish, everything, unasked);
    expect(engine).toBe(wish);
    expect(reason).toMatch(/^You chose/);
  });

  test.each(engineWishes.filter((wish) => wish !== 'auto'))(
    '%s on a machine that offers nothing becomes tfjs-cpu',
    async (wish) => {
      expect((await chooseEngine(wish, nothing, unasked)).engine).toBe('tfjs-cpu');
    },
  );

  test.each([
    ['webgpu', 'compiled WebGPU'],
    ['tfjs-webgpu', 'tfjs on WebGPU'],
  ] as const)('%s: what cannot be granted is said, with what runs instead', async (wish, name) => {
    const offer = { ...everything, webgpu: null };
    const { engine, reason } = await chooseEngine(wish, offer, unasked);
    expect(engine).toBe('wasm');
    expect(reason).toContain(
      `You chose ${name}, but there is no WebGPU adapter here. Compiled WebAssembly SIMD is`,
    );
  });

  test.each(['webgpu', 'tfjs-webgpu'] as const)(
    '%s on a software adapter is granted with a warning',
    async (wish) => {
      const offer = { ...everything, webgpu: software };
      const { engine, reason } = await chooseEngine(wish, offer, unasked);
      expect(engine).toBe(wish);
      expect(reason).toMatch(/software only/);
    },
  );
});

describe('for viewing', () => {
  test('WebAssembly SIMD decodes where the GPU trains, or may', () => {
    const withSoftware = { ...everything, webgpu: software };
    for (const [wish, offer, words] of [
      ['webgpu', everything, 'You chose compiled WebGPU for training'],
      ['webgpu', withSoftware, 'You chose compiled WebGPU for training'],
      ['auto', everything, 'is measured when training starts'],
    ] as const) {
      const chosen = chooseForViewing(wish, offer);
      expect(chosen?.engine).toBe('wasm');
      expect(chosen?.reason).toContain(words);
    }
  });

  test('all else is as for training', () => {
    const withoutSimd = { ...everything, webAssemblySimd: false };
    expect(chooseForViewing('webgpu', withoutSimd)).toBeNull();
    expect(chooseForViewing('webgpu', { ...everything, webgpu: null })).toBeNull();
    expect(chooseForViewing('auto', { ...everything, webgpu: software })).toBeNull();
    expect(chooseForViewing('tfjs-webgpu', everything)).toBeNull();
    expect(chooseForViewing('wasm', everything)).toBeNull();
  });
});

test('a GPU is tried after WebAssembly SIMD, if it is a real one; tfjs at last', () => {
  expect(fallbacksFor(everything)).toEqual(['wasm', 'webgpu', 'tfjs-wasm', 'tfjs-cpu']);
  const withSoftware = { ...everything, webgpu: software };
  expect(fallbacksFor(withSoftware)).toEqual(['wasm', 'tfjs-wasm', 'tfjs-cpu']);
  expect(fallbacksFor(nothing)).toEqual(['tfjs-wasm', 'tfjs-cpu']);
});
