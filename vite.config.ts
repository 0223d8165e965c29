import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Make the page cross-origin isolated, so that threads may share memory. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative addresses: the built page works from a sub-path and from any static host.
  base: './',
  plugins: [react()],
  // 'es' keeps a worker's dynamic import a chunk of its own: tfjs loads only when it is chosen.
  worker: { format: 'es' },
  server: { headers },
  preview: { headers },
  build: { target: 'es2023', sourcemap: true },
});
