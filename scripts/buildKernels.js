/**
 * Compiles the AssemblyScript kernels of the wasm engine to src/engines/wasm/build/: simd.wasm (plain
 * SIMD, bit-reproducible) and relaxed.wasm (fused multiply-add), and the same for a memory that threads
 * share, simd-threads.wasm and relaxed-threads.wasm. Does nothing when all are newer than what they are
 * made from; `--force` compiles all the same.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wasm = join(root, 'src/engines/wasm');
const sources = readdirSync(join(wasm, 'kernels'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(wasm, 'kernels', name));

/** Compiled on their own: all but the inlined helpers. */
const entries = sources.filter((path) => !path.endsWith('simd.ts'));

/** 2 GiB in pages, as engines/wasm/heap.ts: a shared memory must name its limit. */
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '32768'];

const builds = [
  { name: 'simd', options: ['--enable', 'simd'] },
  { name: 'relaxed', options: ['--enable', 'simd', '--enable', 'relaxed-simd'] },
].flatMap(({ name, options }) => [
  { file: join(wasm, `build/${name}.wasm`), options },
  { file: join(wasm, `build/${name}-threads.wasm`), options: [...options, ...shared] },
]);

const modified = (path) => statSync(path).mtimeMs;
const newest = Math.max(...[...sources, fileURLToPath(import.meta.url)].map(modified));
const stale = builds.filter(({ file }) => !existsSync(file) || modified(file) < newest);

if (stale.length > 0 || process.argv.includes('--force')) {
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(join(wasm, 'build'), { recursive: true });
  const common = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--use', 'abort='];
  for (const { file, options } of builds) {
    const { error, stderr } = await asc.main([...entries, '-o', file, ...common, ...options]);
    process.stderr.write(stderr.toString());
    if (error) process.exit(1);
    process.stdout.write(`${file.slice(root.length + 1)}: ${statSync(file).size} bytes\n`);
  }
}
