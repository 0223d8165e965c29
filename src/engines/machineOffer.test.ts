import { afterEach, describe, expect, test, vi } from 'vitest';
import { detectOffer, hasRelaxedSimd, hasWebAssemblySimd } from './machineOffer.ts';

afterEach(() => vi.unstubAllGlobals());

/** A navigator whose adapter is what `requestAdapter` says. */
function withGpu(requestAdapter: () => Promise<unknown>): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
}

describe('WebAssembly', () => {
  test('Node has SIMD', () => {
    expect(hasWebAssemblySimd()).toBe(true);
  });

  test('the probing modules are well-formed: what an engine that has both says', () => {
    const probed: Uint8Array[] = [];
    const validate = (bytes: Uint8Array) => probed.push(bytes) > 0;
    vi.stubGlobal('WebAssembly', { validate });
    expect([hasWebAssemblySimd(), hasRelaxedSimd()]).toEqual([true, true]);
    const [simd, relaxed] = probed;
    // The relaxed module is the other with one more operand and the instruction 0xfd 0x100.
    expect([...relaxed.slice(0, 20)]).toEqual([...simd.slice(0, 20)]);
    expect([...relaxed].slice(-4)).toEqual([0xfd, 0x80, 0x02, 0x0b]);
    expect(relaxed.length - simd.length).toBe(7);
  });

  test('without WebAssembly there is none', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(await detectOffer()).toMatchObject({
      webAssembly: false,
      webAssemblySimd: false,
      relaxedSimd: false,
    });
  });
});

describe('WebGPU', () => {
  test('an adapter is described', async () => {
    const info = { vendor: 'maker', architecture: 'series', isFallbackAdapter: false };
    withGpu(async () => ({ info }));
    expect((await detectOffer()).webgpu).toEqual({
      description: 'maker series',
      key: 'maker | series |  | ',
      isFallback: false,
    });
  });

  test('a software adapter is known as one', async () => {
    withGpu(async () => ({ info: { description: 'SwiftShader', isFallbackAdapter: true } }));
    expect((await detectOffer()).webgpu).toMatchObject({ isFallback: true });
    withGpu(async () => ({ info: { architecture: 'swiftshader' } }));
    expect((await detectOffer()).webgpu).toMatchObject({ isFallback: true });
  });

  test('an adapter without info is still an adapter', async () => {
    withGpu(async () => ({}));
    expect((await detectOffer()).webgpu).toMatchObject({ description: '', isFallback: false });
  });

  test('no navigator, no adapter or a failing driver: there is none', async () => {
    vi.stubGlobal('navigator', undefined);
    expect((await detectOffer()).webgpu).toBeNull();
    withGpu(async () => null);
    expect((await detectOffer()).webgpu).toBeNull();
    withGpu(async () => {
      throw new Error('driver');
    });
    expect((await detectOffer()).webgpu).toBeNull();
  });
});
