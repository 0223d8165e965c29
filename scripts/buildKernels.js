/**
 * Compiles the AssemblyScript kernels of the wasm engine to src/engines/wasm/build/: simd.wasm (plain
 * SIMD, bit-reproducible) and relaxed.wasm (fused multiply-add). Does nothing when both are newer
 * than all that they are made from; `--force` compiles all the same.
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

const builds = [
  { file: join(wasm, 'build/simd.wasm'), features: ['simd'] },
  { file: join(wasm, 'build/relaxed.wasm'), features: ['simd', 'relaxed-simd'] },
];

const modified = (path) => statSync(path).mtimeMs;
const newest = Math.max(...[...sources, fileURLToPath(import.meta.url)].map(modified));
const stale = builds.filter(({ file }) => !existsSync(file) || modified(file) < newest);

if (stale.length > 0 || process.argv.includes('--force')) {
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(join(wasm, 'build'), { recursive: true });
  for (const { file, features } of builds) {
    const options = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--use', 'abort='];
    const enable = features.flatMap((feature) => ['--enable', feature]);
    const { error, stderr } = await asc.main([...entries, '-o', file, ...options, ...enable]);
    process.stderr.write(stderr.toString());
    if (error) process.exit(1);
    process.stdout.write(`${file.slice(root.length + 1)}: ${statSync(file).size} bytes\n`);
  }
}
