/** The page as it is built, but for networks so small that a step takes a moment; served here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin, preview } from 'vite';

const root = join(import.meta.dirname, '../../..');
const presets = join(root, 'src/core/presets.ts');
const virtual = '\0tiny presets';

/** Puts the presets of the tests in the place of the real ones. */
const tinyPresets: Plugin = {
  name: 'tiny-presets',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (importer === virtual || !source.endsWith('/presets.ts')) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved?.id === presets ? virtual : null;
  },
  load(id) {
    if (id !== virtual) return null;
    return [
      `import { presetConfig as real } from ${JSON.stringify(presets)};`,
      `import { tinyPresets } from ${JSON.stringify(join(root, 'tests/tinyPreset.ts'))};`,
      'export const { presetConfig } = tinyPresets({ presetConfig: real });',
    ].join('\n');
  },
};

export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

export async function serveTinyPage(): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'betwixt-soak-'));
  await build({
    root,
    logLevel: 'error',
    plugins: [tinyPresets],
    worker: { format: 'es', plugins: () => [tinyPresets] },
    build: { outDir, emptyOutDir: true, sourcemap: false },
  });
  const server = await preview({ root, logLevel: 'warn', build: { outDir }, preview: { port: 0 } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the page is not served: the preview server has no address');
  return {
    address,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
