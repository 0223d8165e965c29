import { readFile } from 'node:fs/promises';
import { describeEngine } from '../conformance.ts';
import { createWasmEngine } from './wasmEngine.ts';

const kernels = new URL('build/simd.wasm', import.meta.url);

await describeEngine('wasm', async () =>
  createWasmEngine(await WebAssembly.compile(await readFile(kernels))),
);
