/** The page as it is built, served here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin, preview } from 'vite';

export const projectRoot = join(import.meta.dirname, '../..');

export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/** Built anew with `plugins` in page and workers. */
export async function servePage(plugins: Plugin[] = []): Promise<ServedPage> {
  const root = projectRoot;
  const outDir = await mkdtemp(join(tmpdir(), 'betwixt-page-'));
  await build({
    root,
    logLevel: 'error',
    plugins,
    worker: { format: 'es', plugins: () => plugins },
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
