import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Make the page cross-origin isolated, so that threads may share memory. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Has what draws the page load beside the script that asks for it (src/main.tsx). */
const preloadPage: Plugin = {
  name: 'preload-page',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const link = (rel: string) => (file: string) => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      });
      return Object.values(bundle).flatMap((output) => {
        if (output.type !== 'chunk' || output.name !== 'mountPage') return [];
        const scripts = [output.fileName, ...output.imports].filter((file) => !html.includes(file));
        const styles = [...(output.viteMetadata?.importedCss ?? [])];
        return [...scripts.map(link('modulepreload')), ...styles.map(link('stylesheet'))];
      });
    },
  },
};

export default defineConfig({
  // Relative addresses: the built page works from a sub-path and from any static host.
  base: './',
  plugins: [react(), preloadPage],
  // 'es' keeps a worker's dynamic import a chunk of its own: tfjs loads only when it is chosen.
  worker: { format: 'es' },
  server: { headers },
  preview: { headers },
  build: { target: 'es2023', sourcemap: true },
});
