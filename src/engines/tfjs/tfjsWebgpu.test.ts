import { installNodeWebgpu } from '../../../tests/nodeWebgpu.ts';
import { describeEngine } from '../conformance.ts';
import { createTfjsEngine } from './tfjsEngine.ts';

await describeEngine('tfjs on webgpu', async () => {
  await installNodeWebgpu();
  return createTfjsEngine('webgpu');
});
