/** The engine as tests open it. */
import { readFile } from 'node:fs/promises';
import { createWasmEngine, type WasmEngine } from './wasmEngine.ts';

export async function openWasm(build: 'simd' | 'relaxed' = 'simd'): Promise<WasmEngine> {
  const kernels = await readFile(new URL(`build/${build}.wasm`, import.meta.url));
  return createWasmEngine(await WebAssembly.compile(kernels), { relaxed: build === 'relaxed' });
}
