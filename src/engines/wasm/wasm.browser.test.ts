/** The suites in a browser, which has relaxed SIMD where Node has not. */
import { fetchGoldenFolder } from '../../../tests/browserGolden.ts';
import { describeGolden } from '../../../tests/describeGolden.ts';
import { describeEngine } from '../conformance.ts';
import { EngineUnavailableError } from '../engine.ts';
import { hasRelaxedSimd } from '../machineOffer.ts';
import relaxed from './build/relaxed.wasm?url';
import simd from './build/simd.wasm?url';
import { createWasmEngine } from './wasmEngine.ts';

const openSimd = async () => createWasmEngine(await WebAssembly.compileStreaming(fetch(simd)));

async function openRelaxed() {
  if (!hasRelaxedSimd()) throw new EngineUnavailableError('this browser has no relaxed SIMD');
  const module = await WebAssembly.compileStreaming(fetch(relaxed));
  return createWasmEngine(module, { relaxed: true });
}

await describeEngine('wasm in a browser', openSimd);
await describeEngine('wasm, relaxed, in a browser', openRelaxed);
await describeGolden('wasm, relaxed, in a browser', await fetchGoldenFolder(), openRelaxed);
