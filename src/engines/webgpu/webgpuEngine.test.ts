import { describeEngine } from '../conformance.ts';
import { openNodeDevice } from './nodeDevice.ts';
import { createWebgpuEngine } from './webgpuEngine.ts';

await describeEngine('webgpu', async () => createWebgpuEngine(await openNodeDevice()));
