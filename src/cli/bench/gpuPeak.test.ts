import { expect, test } from 'vitest';
import { peakGflops } from './gpuPeak.ts';

test('adapters are known by their names, the narrower one first', () => {
  expect(peakGflops('NVIDIA H100 80GB HBM3')).toBe(66_900);
  expect(peakGflops('NVIDIA H100 PCIe')).toBe(51_200);
  expect(peakGflops('NVIDIA A100-SXM4-40GB')).toBe(19_500);
  expect(peakGflops('SwiftShader driver 5.0.0')).toBeNull();
  expect(peakGflops('')).toBeNull();
});
