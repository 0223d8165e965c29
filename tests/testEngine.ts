/** The compiled engine, for tests of what runs on engines. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWasmEngine } from '../src/engines/wasm/wasmEngine.ts';

const kernels = join(import.meta.dirname, '../src/engines/wasm/build/simd.wasm');

/** Needs `npm run build:kernels`, which `npm test` does first. */
export async function openTestEngine() {
  return createWasmEngine(await WebAssembly.compile(await readFile(kernels)));
}
