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
  /** Names the adapter for what is remembered about it. */
  readonly key: string;
  /** A software adapter: much slower than a graphics card. */
  readonly isFallback: boolean;
}

export type EngineChoice = Exclude<EngineWish, 'auto'>;

export interface ChosenEngine {
  readonly engine: EngineChoice;
  /** A sentence for the user. */
  readonly reason: string;
}

/** Milliseconds of a training step of one program. */
export interface StepTimes {
  readonly webgpu: number;
  readonly wasm: number;
}

/** The times, or a sentence that says why there are none. */
export type Measure = (webgpu: WebgpuOffer) => Promise<StepTimes | string>;

/**
 * The engine for a machine: the wish where the machine can, else the best that it can. `measure` is
 * asked only where nothing but a measurement can tell.
 */
export async function chooseEngine(
  wish: EngineWish,
  offer: MachineOffer,
  measure: Measure,
): Promise<ChosenEngine> {
  if (wish === 'auto') return chooseBest(offer, measure);
  const missing = missingFor(wish, offer);
  if (missing === null) return { engine: wish, reason: wishReasons[wish](offer) };
  const best = await chooseBest(offer, measure);
  return { engine: best.engine, reason: `${missing} ${best.reason}` };
}

async function chooseBest(offer: MachineOffer, measure: Measure): Promise<ChosenEngine> {
  const { webAssemblySimd, webgpu } = offer;
  if (!webAssemblySimd) return chooseWithoutSimd(offer);
  if (webgpu === null) {
    return {
      engine: 'wasm',
      reason: `${wasmIsFastest}: there is no GPU that the browser can use.`,
    };
  }
  if (webgpu.isFallback) {
    const software = `WebGPU is there in software only${inBrackets(webgpu)}`;
    return { engine: 'wasm', reason: `${wasmIsFastest}: ${software}.` };
  }
  const times = await measure(webgpu);
  if (typeof times !== 'string') return judge(webgpu, times);
  return { engine: 'wasm', reason: `${times} So compiled WebAssembly SIMD is used.` };
}

const wasmIsFastest = 'Compiled WebAssembly SIMD is the fastest engine here';

/** The faster one, with how much faster it is. */
function judge(webgpu: WebgpuOffer, times: StepTimes): ChosenEngine {
  const gpu = `The GPU${inBrackets(webgpu)}`;
  const ratio = times.wasm / times.webgpu;
  return ratio > 1
    ? {
        engine: 'webgpu',
        reason: `${gpu} trains this net ${inWords(ratio)} times as fast as WebAssembly, by a brief measurement.`,
      }
    : {
        engine: 'wasm',
        reason: `${gpu} trains this net at ${inWords(ratio)} times the speed of WebAssembly, by a brief measurement, so WebAssembly is used.`,
      };
}

/** Two digits: "0.41", "3.1", "120". */
function inWords(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

function inBrackets({ description }: WebgpuOffer): string {
  return description ? ` (${description})` : '';
}

function chooseWithoutSimd({ webAssembly, webgpu }: MachineOffer): ChosenEngine {
  const lack = 'This browser has no WebAssembly SIMD;';
  const remedy = 'A current Chrome, Edge, Firefox or Safari has it.';
  if (webgpu && !webgpu.isFallback) {
    return { engine: 'webgpu', reason: `${lack} the GPU${inBrackets(webgpu)} trains.` };
  }
  return webAssembly
    ? { engine: 'tfjs-wasm', reason: `${lack} tfjs trains on WebAssembly, slowly. ${remedy}` }
    : { engine: 'tfjs-cpu', reason: `${lack} tfjs trains in JavaScript, very slowly. ${remedy}` };
}

/**
 * The engine that decodes what the screen shows, for one that trains: single latents, which WebAssembly
 * answers sooner than a GPU's round trip takes.
 */
export function chooseForViewing(wish: EngineWish, offer: MachineOffer): ChosenEngine | null {
  const onGpu = wish === 'webgpu' ? offer.webgpu !== null : wish === 'auto' && isRealGpu(offer);
  if (!onGpu || !offer.webAssemblySimd) return null;
  const training =
    wish === 'webgpu'
      ? 'You chose compiled WebGPU for training;'
      : 'Whether the GPU trains is measured when training starts;';
  return {
    engine: 'wasm',
    reason: `${training} WebAssembly SIMD decodes what you see, for it answers sooner.`,
  };
}

/** What to try in turn where an engine does not start. */
export function fallbacksFor(offer: MachineOffer): EngineChoice[] {
  return [
    ...(offer.webAssemblySimd ? (['wasm'] as const) : []),
    ...(isRealGpu(offer) ? (['webgpu'] as const) : []),
    'tfjs-wasm',
    'tfjs-cpu',
  ];
}

const isRealGpu = ({ webgpu }: MachineOffer) => webgpu !== null && !webgpu.isFallback;

const wishReasons: Readonly<Record<EngineChoice, (offer: MachineOffer) => string>> = {
  wasm: () => 'You chose compiled WebAssembly SIMD.',
  'wasm-relaxed': () =>
    'You chose relaxed SIMD: faster, but results may differ between machines in the last digits.',
  webgpu: ({ webgpu }) => gpuReason('compiled WebGPU', webgpu),
  'tfjs-webgpu': ({ webgpu }) => gpuReason('tfjs on WebGPU', webgpu),
  'tfjs-wasm': () => 'You chose tfjs on WebAssembly.',
  'tfjs-cpu': () => 'You chose tfjs in plain JavaScript, the slowest engine.',
};

function gpuReason(engine: string, webgpu: WebgpuOffer | null): string {
  return webgpu?.isFallback
    ? `You chose ${engine}; this machine offers it in software only, so it is slow.`
    : `You chose ${engine}${webgpu ? inBrackets(webgpu) : ''}.`;
}

/** What the machine lacks for a wish, as a sentence, or null. */
function missingFor(wish: EngineChoice, offer: MachineOffer): string | null {
  switch (wish) {
    case 'wasm':
      return offer.webAssemblySimd ? null : 'You chose WebAssembly SIMD, which is missing here.';
    case 'wasm-relaxed':
      return offer.relaxedSimd ? null : 'You chose relaxed SIMD, which this browser does not have.';
    case 'webgpu':
      return offer.webgpu
        ? null
        : 'You chose compiled WebGPU, but there is no WebGPU adapter here.';
    case 'tfjs-webgpu':
      return offer.webgpu ? null : 'You chose tfjs on WebGPU, but there is no WebGPU adapter here.';
    case 'tfjs-wasm':
      return offer.webAssembly ? null : 'You chose tfjs on WebAssembly, which is missing here.';
    case 'tfjs-cpu':
      return null;
  }
}
