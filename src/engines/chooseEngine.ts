/** Which engine to run, of what the machine offers and the user wishes, and why in plain words. */
import type { EngineWish } from '../core/experiment.ts';

/** What was found on this machine. */
export interface MachineOffer {
  readonly webAssembly: boolean;
  /** WebAssembly with 128-bit SIMD. */
  readonly webAssemblySimd: boolean;
  /** WebAssembly with relaxed SIMD. */
  readonly relaxedSimd: boolean;
  /** A WebGPU adapter, or null where there is none. */
  readonly webgpu: WebgpuOffer | null;
}

export interface WebgpuOffer {
  /** As the adapter tells it; may be empty. */
  readonly description: string;
  /** A software adapter: much slower than a graphics card. */
  readonly isFallback: boolean;
}

export type EngineChoice = Exclude<EngineWish, 'auto'>;

export interface ChosenEngine {
  readonly engine: EngineChoice;
  /** A sentence for the user. */
  readonly reason: string;
}

/** The engine for a machine: the wish where the machine can, else the best that it can. */
export function chooseEngine(wish: EngineWish, offer: MachineOffer): ChosenEngine {
  const best = bestOf(offer);
  if (wish === 'auto') return best;
  const missing = missingFor(wish, offer);
  return missing === null
    ? { engine: wish, reason: wishReasons[wish](offer) }
    : { engine: best.engine, reason: `${missing} ${best.reason}` };
}

function bestOf({ webAssembly, webAssemblySimd, webgpu }: MachineOffer): ChosenEngine {
  if (webAssemblySimd) {
    return { engine: 'wasm', reason: 'Compiled WebAssembly SIMD is the fastest engine here.' };
  }
  const lack = 'This browser has no WebAssembly SIMD, which is what makes training quick;';
  const remedy = 'A current Chrome, Edge, Firefox or Safari has it.';
  if (webgpu && !webgpu.isFallback) {
    return { engine: 'tfjs-webgpu', reason: `${lack} tfjs trains on WebGPU instead. ${remedy}` };
  }
  return webAssembly
    ? { engine: 'tfjs-wasm', reason: `${lack} tfjs trains on WebAssembly, slowly. ${remedy}` }
    : { engine: 'tfjs-cpu', reason: `${lack} tfjs trains in JavaScript, very slowly. ${remedy}` };
}

const wishReasons: Readonly<Record<EngineChoice, (offer: MachineOffer) => string>> = {
  wasm: () => 'You chose compiled WebAssembly SIMD.',
  'wasm-relaxed': () =>
    'You chose relaxed SIMD: faster, but results may differ between machines in the last digits.',
  'tfjs-webgpu': ({ webgpu }) =>
    webgpu?.isFallback
      ? 'You chose tfjs on WebGPU; this machine offers it in software only, so it is slow.'
      : `You chose tfjs on WebGPU${webgpu?.description ? ` (${webgpu.description})` : ''}.`,
  'tfjs-wasm': () => 'You chose tfjs on WebAssembly.',
  'tfjs-cpu': () => 'You chose tfjs in plain JavaScript, the slowest engine.',
};

/** What the machine lacks for a wish, as a sentence, or null. */
function missingFor(wish: EngineChoice, offer: MachineOffer): string | null {
  switch (wish) {
    case 'wasm':
      return offer.webAssemblySimd ? null : 'You chose WebAssembly SIMD, which is missing here.';
    case 'wasm-relaxed':
      return offer.relaxedSimd ? null : 'You chose relaxed SIMD, which this browser does not have.';
    case 'tfjs-webgpu':
      return offer.webgpu ? null : 'You chose tfjs on WebGPU, but there is no WebGPU adapter here.';
    case 'tfjs-wasm':
      return offer.webAssembly ? null : 'You chose tfjs on WebAssembly, which is missing here.';
    case 'tfjs-cpu':
      return null;
  }
}
