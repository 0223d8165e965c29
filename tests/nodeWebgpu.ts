/**
 * Gives Node a `navigator.gpu`, by Dawn. It finds an adapter where a Vulkan driver is installed; on a
 * machine without a GPU Chromium's software adapter does:
 *
 *     LD_LIBRARY_PATH=/usr/lib/chromium \
 *     VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json npx vitest run src/engines
 */
export async function installNodeWebgpu(): Promise<void> {
  // Dawn has no build for every platform: then there is no `navigator.gpu`, and the test is skipped.
  const dawn = await import('webgpu').catch(() => null);
  if (!dawn) return;
  Object.assign(globalThis, dawn.globals);
  const navigator = { gpu: dawn.create([]) };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}
