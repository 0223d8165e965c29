/** Finds out what the machine offers to engines. */
import type { MachineOffer, WebgpuOffer } from './chooseEngine.ts';
import { adapterKey, describeAdapter, isSoftwareAdapter } from './webgpu/adapterInfo.ts';
import { findAdapter } from './webgpu/browserDevice.ts';

/** A module of one function, () → v128, with `code` as its body. */
function moduleReturningV128(...code: readonly number[]): Uint8Array<ArrayBuffer> {
  const body = [0, ...code, 0x0b];
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
    ...[0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
    ...[0x0a, body.length + 2, 0x01, body.length, ...body], // code
  ];
  return Uint8Array.from(bytes);
}

/** i8x16.splat(0) */
const splat = [0x41, 0x00, 0xfd, 0x0f] as const;

const simdModule = moduleReturningV128(...splat);
/** i8x16.relaxed_swizzle of two of them */
const relaxedModule = moduleReturningV128(...splat, ...splat, 0xfd, 0x80, 0x02);

function validates(module: Uint8Array<ArrayBuffer>): boolean {
  return hasWebAssembly() && WebAssembly.validate(module);
}

const hasWebAssembly = () => typeof WebAssembly === 'object';

export const hasWebAssemblySimd = () => validates(simdModule);

export const hasRelaxedSimd = () => validates(relaxedModule);

/** Asks the machine; never throws. */
export async function detectOffer(): Promise<MachineOffer> {
  return {
    webAssembly: hasWebAssembly(),
    webAssemblySimd: hasWebAssemblySimd(),
    relaxedSimd: hasRelaxedSimd(),
    webgpu: await detectWebgpu(),
  };
}

async function detectWebgpu(): Promise<WebgpuOffer | null> {
  const adapter = await findAdapter();
  if (!adapter) return null;
  // Some browsers have adapters without `info`.
  const info: Partial<GPUAdapterInfo> | undefined = adapter.info;
  return {
    description: describeAdapter(info),
    key: adapterKey(info),
    isFallback: isSoftwareAdapter(info),
  };
}
