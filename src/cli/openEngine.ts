/** The engines that run in Node. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { adapterKey } from '../engines/webgpu/adapterInfo.ts';
import { note } from './commandLine.ts';
import { openRemembered } from './rememberedKernels.ts';

export const nodeEngines = ['wasm', 'webgpu', 'tfjs-wasm', 'tfjs-cpu'] as const;

export type NodeEngine = (typeof nodeEngines)[number];

const root = join(import.meta.dirname, '../..');
const builds = join(root, 'src/engines/wasm/build');

/** Each is loaded when it is asked for. @throws EngineUnavailableError when this machine cannot run it. */
export async function openEngine(name: NodeEngine): Promise<Engine> {
  if (name === 'wasm') {
    const [{ createWasmEngine }, { nodeThreads }, kernels] = await Promise.all([
      import('../engines/wasm/wasmEngine.ts'),
      import('../engines/wasm/threads/nodeThreads.ts'),
      loadKernels('simd-threads'),
    ]);
    return createWasmEngine(await WebAssembly.compile(kernels), { threads: nodeThreads() });
  }
  if (name === 'webgpu') return openWebgpu();
  const { createTfjsEngine } = await import('../engines/tfjs/tfjsEngine.ts');
  return createTfjsEngine(name === 'tfjs-wasm' ? 'wasm' : 'cpu');
}

/** On a device of its own, which goes with the engine. */
async function openWebgpu(): Promise<Engine> {
  const [{ openNodeDevice }, { createWebgpuEngine }] = await Promise.all([
    import('../engines/webgpu/nodeDevice.ts'),
    import('../engines/webgpu/webgpuEngine.ts'),
  ]);
  const device = await openNodeDevice();
  const remembered = openRemembered(adapterKey(device.adapterInfo));
  const engine = createWebgpuEngine(device, { remembered });
  const dispose = engine.dispose.bind(engine);
  engine.dispose = () => {
    dispose();
    device.destroy();
  };
  return engine;
}

/** The bytes of the wasm engine's kernels, built first where they are not. */
export async function loadKernels(
  build: 'simd' | 'simd-threads' = 'simd',
): Promise<Uint8Array<ArrayBuffer>> {
  const kernels = join(builds, `${build}.wasm`);
  if (!existsSync(kernels)) {
    note('Building the WebAssembly kernels …');
    await import(join(root, 'scripts/buildKernels.js'));
  }
  try {
    return await readFile(kernels);
  } catch (cause) {
    const remedy = 'The WebAssembly kernels are not built: run npm run build:kernels.';
    throw new EngineUnavailableError(remedy, { cause });
  }
}
