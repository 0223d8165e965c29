/** The engine as tests open it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWasmEngine, type WasmEngine } from './wasmEngine.ts';

export async function openWasm(build: 'simd' | 'relaxed' = 'simd'): Promise<WasmEngine> {
  const kernels = await readFile(join(import.meta.dirname, 'build', `${build}.wasm`));
  return createWasmEngine(await WebAssembly.compile(kernels), { relaxed: build === 'relaxed' });
}
