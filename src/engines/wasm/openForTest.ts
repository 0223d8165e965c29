/** The engine as tests open it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadSource } from './threads/crew.ts';
import { createWasmEngine, type WasmEngine } from './wasmEngine.ts';

export async function openWasm(
  build: 'simd' | 'relaxed' = 'simd',
  threads?: ThreadSource,
): Promise<WasmEngine> {
  const file = `${build}${threads ? '-threads' : ''}.wasm`;
  const kernels = await readFile(join(import.meta.dirname, 'build', file));
  const relaxed = build === 'relaxed';
  return createWasmEngine(await WebAssembly.compile(kernels), { relaxed, threads });
}
