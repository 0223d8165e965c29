import { describeEngine } from '../conformance.ts';
import { EngineUnavailableError } from '../engine.ts';
import { hasRelaxedSimd } from '../machineOffer.ts';
import { openWasm } from './openForTest.ts';

await describeEngine('wasm', () => openWasm());

await describeEngine('wasm, relaxed', async () => {
  if (!hasRelaxedSimd()) throw new EngineUnavailableError('this Node has no relaxed SIMD');
  return openWasm('relaxed');
});
