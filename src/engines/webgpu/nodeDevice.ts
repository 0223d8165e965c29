/** A WebGPU device in Node, of the `webgpu` package (Dawn). */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { EngineUnavailableError } from '../engine.ts';
import { deviceDescriptor } from './deviceDescriptor.ts';

/** Where Linux distributions put Chromium, which brings a software driver. */
const chromiumFolders = ['/usr/lib/chromium', '/usr/lib64/chromium', '/opt/google/chrome'];

/** glibc: what was loaded stays, though Node finds that it is no addon and closes it. */
const RTLD_NODELETE = 0x1000;

/**
 * A device on the machine's GPU; without a driver on SwiftShader, in software, where Chromium is
 * installed. @throws EngineUnavailableError when neither is there, or the package is not installed.
 */
export async function openNodeDevice(): Promise<GPUDevice> {
  const { create, globals } = await importDawn();
  Object.assign(globalThis, globals);
  const software = findSoftwareDriver();
  if (software && !process.env.VK_ICD_FILENAMES && !hasVulkanDriver()) {
    process.env.VK_ICD_FILENAMES = software.driver;
    keepLoaded(software.loader);
  }
  keepAlive ??= create([]);
  const adapter = await keepAlive.requestAdapter();
  if (!adapter) {
    throw new EngineUnavailableError(
      `WebGPU finds no adapter: there is no GPU driver, and no Chromium with a software one in ${chromiumFolders.join(', ')}`,
    );
  }
  return adapter.requestDevice(deviceDescriptor(adapter));
}

/** Dawn lives as long as what `create` made is in reach. */
let keepAlive: GPU | null = null;

async function importDawn(): Promise<typeof import('webgpu')> {
  try {
    return await import('webgpu');
  } catch (cause) {
    throw new EngineUnavailableError(
      'WebGPU in Node needs the package "webgpu": run npm install (it is a development dependency).',
      { cause },
    );
  }
}

function findSoftwareDriver(): { driver: string; loader: string } | null {
  for (const folder of chromiumFolders) {
    const driver = join(folder, 'vk_swiftshader_icd.json');
    if (existsSync(driver)) return { driver, loader: join(folder, 'libvulkan.so.1') };
  }
  return null;
}

/** Whether a Vulkan driver is installed where Vulkan's loader looks. */
function hasVulkanDriver(): boolean {
  return ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'].some(
    (folder) =>
      existsSync(folder) && statSync(folder).isDirectory() && readdirSync(folder).length > 0,
  );
}

/** Loads Chromium's Vulkan loader, so that Dawn, which asks for it by name, finds it loaded. */
function keepLoaded(library: string): void {
  if (!existsSync(library)) return;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch {
    // Always: a library is no addon. If it could not be loaded, Dawn will say that it has no adapter.
  }
}
