/** The engines of a worker in the browser, each loaded when it is chosen. */
import type { EngineChoice } from '../engines/chooseEngine.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { detectOffer } from '../engines/machineOffer.ts';
import relaxedUrl from '../engines/wasm/build/relaxed.wasm?url';
import relaxedThreadsUrl from '../engines/wasm/build/relaxed-threads.wasm?url';
import simdUrl from '../engines/wasm/build/simd.wasm?url';
import simdThreadsUrl from '../engines/wasm/build/simd-threads.wasm?url';
import { browserThreads } from '../engines/wasm/threads/browserThreads.ts';
import { adapterKey } from '../engines/webgpu/adapterInfo.ts';
import { createDeviceKeeper, type DeviceKeeper } from '../engines/webgpu/browserDevice.ts';
import { createChosenEngines, type LosableEngine } from './chosenEngines.ts';
import { createEngineMemory, type EngineMemory } from './engineMemory.ts';
import type { EngineSource } from './engineSource.ts';

export interface EngineSourceOptions {
  /** What the worker does: a view decodes single latents, which is not what a GPU is good at. */
  readonly job: 'training' | 'viewing';
}

/** What a worker's session takes its engines from. */
export function createEngineSource({ job }: EngineSourceOptions): EngineSource {
  const memory = createEngineMemory();
  const devices = createDeviceKeeper();
  // A view decodes on WebAssembly wherever it can, so that is on its way while the machine is looked at.
  let early = job === 'viewing' ? loadWasm(false) : null;
  early?.catch(() => {});

  /** What is on its way, once: where that fails the next one is loaded anew. */
  function takeWasm(): LoadedWasm {
    const loading = early ?? loadWasm(false);
    early = null;
    return loading;
  }

  async function create(choice: EngineChoice): Promise<LosableEngine> {
    switch (choice) {
      case 'wasm':
        return createWasm(false, takeWasm());
      case 'wasm-relaxed':
        return createWasm(true, loadWasm(true));
      case 'webgpu':
        return createWebgpu(devices, memory);
      case 'tfjs-webgpu':
        return createTfjsOnGpu(devices);
      case 'tfjs-wasm':
        return createTfjs('wasm');
      case 'tfjs-cpu':
        return createTfjs('cpu');
    }
  }

  return createChosenEngines({
    job,
    detect: job === 'viewing' ? once(detectOffer) : detectOffer,
    create,
    memory,
    threads: globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1,
    now: () => performance.now(),
  });
}

/** An adapter takes a while to be found, and each lane asks. A view gains nothing by one that comes later. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    found ??= find();
    return found;
  };
}

type LoadedWasm = ReturnType<typeof loadWasm>;

async function loadWasm(relaxed: boolean) {
  const helpers = browserThreads();
  const [alone, shared] = relaxed ? [relaxedUrl, relaxedThreadsUrl] : [simdUrl, simdThreadsUrl];
  const [{ createWasmEngine }, response] = await Promise.all([
    import('../engines/wasm/wasmEngine.ts'),
    fetch(helpers.threads ? shared : alone),
  ]);
  if (!response.ok) {
    throw new EngineUnavailableError(`its kernels did not load (HTTP ${response.status})`);
  }
  const module = await WebAssembly.compile(await response.arrayBuffer());
  return { module, createWasmEngine, helpers };
}

/** One thread works until the session says how many may; see `Engine.setThreads`. */
async function createWasm(relaxed: boolean, loading: LoadedWasm): Promise<Engine> {
  const { module, createWasmEngine, helpers } = await loading;
  return createWasmEngine(module, { relaxed, ...helpers });
}

async function createTfjs(backend: 'wasm' | 'cpu'): Promise<Engine> {
  const { createBrowserTfjsEngine } = await import('../engines/tfjs/browserTfjsEngine.ts');
  return createBrowserTfjsEngine(backend);
}

/** On the worker's device, which goes with the engine: a new one needs a new device. */
async function createWebgpu(devices: DeviceKeeper, memory: EngineMemory): Promise<LosableEngine> {
  const [{ createWebgpuEngine }, device] = await Promise.all([
    import('../engines/webgpu/webgpuEngine.ts'),
    devices.open(),
  ]);
  const remembered = await memory.kernels(adapterKey(device.adapterInfo));
  const engine = createWebgpuEngine(device, { remembered });
  const dispose = engine.dispose.bind(engine);
  engine.dispose = () => {
    dispose();
    devices.discard(device);
  };
  return engine;
}

/** On the same device as compiled WebGPU: tfjs takes one, and no other after it. */
async function createTfjsOnGpu(devices: DeviceKeeper): Promise<LosableEngine> {
  const [{ createBrowserTfjsEngine }, { loadBackendOn }, device] = await Promise.all([
    import('../engines/tfjs/browserTfjsEngine.ts'),
    import('../engines/tfjs/backend.ts'),
    devices.open(),
  ]);
  await loadBackendOn(device);
  const lost = device.lost.then(({ message }) => message || 'the GPU device was lost');
  return Object.assign(await createBrowserTfjsEngine('webgpu'), { lost });
}
