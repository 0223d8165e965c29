import { describeEngine } from '../conformance.ts';
import { createTfjsEngine } from './tfjsEngine.ts';

await describeEngine('tfjs on cpu', () => createTfjsEngine('cpu'));
await describeEngine('tfjs on wasm', () => createTfjsEngine('wasm'));
await describeEngine('tfjs on webgpu', () => createTfjsEngine('webgpu'));
