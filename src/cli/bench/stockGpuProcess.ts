/** Stock tfjs's ACAI step on its WebGPU backend, on Dawn, in a process of its own. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { presetConfig } from '../../core/presets.ts';
import { fillUniform, streamOf } from '../../core/random.ts';
import type { PresetName } from '../../core/runConfig.ts';
import { openNodeDevice } from '../../engines/webgpu/nodeDevice.ts';
import { readSpec, serveRounds } from './rounds.ts';
import { createStockAcaiStep } from './stockTfjs.ts';
import { countCalls, type DeviceCounts } from './watchDevice.ts';

export interface StockSpec {
  readonly preset: PresetName;
  readonly batch: number;
}

export interface StockFacts {
  /** Of the first step. */
  readonly counts: DeviceCounts;
  readonly firstStepMs: number;
}

const { preset, batch } = readSpec<StockSpec>();
const device = await openNodeDevice();
// The backend looks for the browser's entry, though it is given its device.
const navigator = { gpu: {} };
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
tf.enableProdMode();
tf.registerBackend('webgpu', () => new WebGPUBackend(device, device.adapterInfo));
await tf.setBackend('webgpu');

const { architecture } = presetConfig(preset, 'acai');
const training = createStockAcaiStep(architecture, batch);
const images = new Float32Array(batch * architecture.size ** 2 * architecture.colours);
fillUniform(images, { seed: 1, stream: streamOf('bench'), step: 0 });
const step = () => training.run(images);

const began = performance.now();
const counts = await countCalls(device, step);
serveRounds<StockFacts>({
  facts: { counts, firstStepMs: performance.now() - began },
  keepsCompany: false,
  step,
});
