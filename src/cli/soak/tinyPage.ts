/** The page as it is built, but for networks so small that a step takes a moment; served here. */
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { projectRoot as root, type ServedPage, servePage } from '../servedPage.ts';

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

export const serveTinyPage = (): Promise<ServedPage> => servePage([tinyPresets]);
