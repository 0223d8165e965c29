/** The tfjs engine in a page or worker: the bundler says where tfjs-wasm's files lie. */

import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Engine } from '../engine.ts';
import type { TfjsBackend } from './backend.ts';
import { createTfjsEngine } from './tfjsEngine.ts';

const wasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
};

/**
 * Import this file dynamically: it brings all of tfjs.
 * @throws EngineUnavailableError when this machine cannot run the backend.
 */
export function createBrowserTfjsEngine(backend: TfjsBackend): Promise<Engine> {
  return createTfjsEngine(backend, { wasmPaths });
}
