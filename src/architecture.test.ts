/**
 * Holds who may import whom. Test files are exempt: they may also use tests/ and Node. So is the
 * engines' conformance suite, which is tests, but shared by several.
 */
import { describe, expect, test } from 'vitest';
import {
  type ImportKind,
  importsOf,
  readSourceFiles,
  resolveImport,
  type SourceFile,
} from '../tests/imports.ts';

interface Layer {
  /** Folders of src that this one may import, besides itself. */
  readonly folders: readonly string[];
  /** Folders whose types it may name, with `import type`. */
  readonly types?: readonly string[];
  /** Packages; a trailing * stands for any ending. */
  readonly packages?: readonly string[];
  /** The few files that wire things together, and the folders allowed to them in addition. */
  readonly wiring?: { readonly files: RegExp; readonly folders: readonly string[] };
}

const belowWorkers = ['core', 'datasets', 'graph', 'methods', 'engines', 'training'];

const layers: Readonly<Record<string, Layer>> = {
  core: { folders: [], packages: ['valibot', 'ml-matrix'] },
  datasets: { folders: ['core'] },
  graph: { folders: ['core'] },
  methods: { folders: ['core', 'graph'] },
  engines: { folders: ['core', 'graph'], packages: ['@tensorflow/*', 'webgpu', 'node:*'] },
  training: {
    folders: ['core', 'datasets', 'graph', 'methods', 'engines'],
    packages: ['valibot', 'node:*'],
  },
  workers: {
    folders: ['core', 'datasets', 'methods', 'training'],
    // A session is handed its engine; only the wiring opens one.
    types: ['engines'],
    packages: ['valibot', 'idb-keyval'],
    wiring: {
      files: /^workers\/(\w+\.worker|openEngine|chosenEngines)\.ts$/,
      folders: ['engines'],
    },
  },
  sweep: { folders: belowWorkers, packages: ['valibot', 'bullmq', 'ioredis', 'node:*'] },
  store: { folders: ['core'], types: ['workers'], packages: ['zustand*'] },
  session: { folders: ['core', 'store', 'workers', 'plots', 'texts'], packages: ['fflate'] },
  plots: { folders: ['core'], packages: ['d3-*', 'uplot*'] },
  // Words only: whoever speaks to the user may use them.
  texts: { folders: ['core'] },
  // The stops of the Learn page as data.
  lessons: { folders: ['core', 'texts'] },
  ui: {
    folders: ['core', 'store', 'plots', 'texts', 'lessons'],
    packages: ['katex*', 'react', 'react/*', 'react-dom*', 'zustand*', 'd3-*', 'uplot*'],
  },
  cli: {
    folders: [...belowWorkers, 'sweep'],
    packages: ['node:*', '@tensorflow/*', 'valibot', 'playwright', 'vite'],
  },
  'main.tsx': {
    folders: [...belowWorkers, 'workers', 'store', 'session', 'plots', 'texts', 'ui'],
    packages: ['react', 'react-dom*'],
  },
};

/** The scan must find at least this many files, or it did not look where the code is. */
const fewestFiles = 240;

const root = import.meta.dirname;
const files = readSourceFiles(
  root,
  (path) =>
    !/\.test\.tsx?$/.test(path) &&
    !/^engines\/conformance[./]/.test(path) &&
    !path.startsWith('engines/wasm/kernels/'),
);
const byPath = new Map(files.map((file) => [file.path, file]));

function layerOf(path: string): string {
  return path.split('/')[0];
}

/** Where the page or a worker starts. */
function isEntry(path: string): boolean {
  return path === 'main.tsx' || path.endsWith('.worker.ts');
}

function isCode(path: string): boolean {
  return /\.tsx?$/.test(path) || !/\.[a-z0-9]+$/i.test(path.split('/').at(-1) ?? '');
}

function packageAllowed(layer: Layer, specifier: string): boolean {
  return (layer.packages ?? []).some((name) =>
    name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name,
  );
}

/** What is wrong with an import, or null. */
function faultOf(file: SourceFile, kind: ImportKind, specifier: string | null): string | null {
  const layer = layers[layerOf(file.path)];
  if (!layer) return null;
  if (specifier === null) {
    return layerOf(file.path) === 'cli' ? null : `${file.path} imports a computed module`;
  }
  const target = resolveImport(file.path, specifier);
  if (target === null) {
    return packageAllowed(layer, specifier) ? null : `${file.path} imports package ${specifier}`;
  }
  if (!isCode(target)) return null;
  if (!byPath.has(target)) return `${file.path} imports ${specifier}, which is no source file`;
  const [from, to] = [layerOf(file.path), layerOf(target)];
  if (from === to || layer.folders.includes(to)) return null;
  if (kind === 'type' && layer.types?.includes(to)) return null;
  if (layer.wiring?.files.test(file.path) && layer.wiring.folders.includes(to)) return null;
  return `${file.path} imports ${target} (${kind}): ${from} may not import ${to}`;
}

/** Source files that a file leads to by imports of the given kinds. */
function targetsOf(file: SourceFile, kinds: readonly ImportKind[]): SourceFile[] {
  return file.imports.flatMap(({ kind, specifier }) => {
    const path = specifier !== null && kinds.includes(kind) && resolveImport(file.path, specifier);
    const target = path ? byPath.get(path) : undefined;
    return target ? [target] : [];
  });
}

/** Everything reached from `starts`, themselves included. */
function reach(starts: readonly SourceFile[], kinds: readonly ImportKind[]): Set<SourceFile> {
  const reached = new Set(starts);
  for (const file of reached) for (const target of targetsOf(file, kinds)) reached.add(target);
  return reached;
}

/** Those of `among` that load such a package at once. */
function loading(among: Iterable<SourceFile>, prefix: string): string[] {
  return [...among]
    .filter((file) =>
      file.imports.some(
        ({ kind, specifier }) => kind === 'static' && specifier?.startsWith(prefix),
      ),
    )
    .map(({ path }) => path);
}

/** One cycle as a list of paths, or null. */
function findCycle(): string[] | null {
  const finished = new Set<SourceFile>();
  const trail: SourceFile[] = [];
  function visit(file: SourceFile): string[] | null {
    if (finished.has(file)) return null;
    const seen = trail.indexOf(file);
    if (seen >= 0) return [...trail.slice(seen), file].map(({ path }) => path);
    trail.push(file);
    for (const target of targetsOf(file, ['static', 'dynamic', 'type'])) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    trail.pop();
    finished.add(file);
    return null;
  }
  for (const file of files) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return null;
}

describe('who imports whom', () => {
  test('the scan found the code, and imports in it', () => {
    expect(files.length).toBeGreaterThanOrEqual(fewestFiles);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(fewestFiles);
  });

  test('every file lies in a folder of the table', () => {
    expect(files.filter((file) => !layers[layerOf(file.path)]).map(({ path }) => path)).toEqual([]);
  });

  test('every import is allowed', () => {
    const faults = files.flatMap((file) =>
      file.imports.flatMap(({ kind, specifier }) => faultOf(file, kind, specifier) ?? []),
    );
    expect(faults).toEqual([]);
  });

  test('relative imports name their extension', () => {
    const bare = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier?.startsWith('.') && !/\.\w+(\?\w+)?$/.test(specifier))
        .map(({ specifier }) => `${path}: ${specifier}`),
    );
    expect(bare).toEqual([]);
  });

  test('nothing goes round in a circle', () => {
    expect(findCycle()).toBeNull();
  });

  test('the user interface never reaches an engine', () => {
    const ui = files.filter((file) => layerOf(file.path) === 'ui');
    const engines = [...reach(ui, ['static', 'dynamic'])].filter(
      (file) => layerOf(file.path) === 'engines',
    );
    expect(engines.map(({ path }) => path)).toEqual([]);
  });

  /** Files that load such a package at once when the page or a worker starts. */
  function loadersOf(prefix: string, kinds: readonly ImportKind[]): string[] {
    const entries = files.filter((file) => isEntry(file.path));
    return loading(reach(entries, kinds), prefix);
  }

  test('the page and the workers start without tfjs', () => {
    expect(loadersOf('@tensorflow/', ['static'])).toEqual([]);
  });

  test('the page and the workers start without the matrix library, which the map needs', () => {
    expect(loadersOf('ml-matrix', ['static'])).toEqual([]);
  });

  test('the first page is drawn without lessons and KaTeX', () => {
    const first = files.filter(({ path }) => path === 'ui/mountPage.tsx');
    expect(first).toHaveLength(1);
    const drawn = reach(first, ['static']);
    expect(drawn.size).toBeGreaterThan(50);
    expect(loading(drawn, 'katex')).toEqual([]);
    expect([...drawn].filter(({ path }) => layerOf(path) === 'lessons')).toEqual([]);
    // Asked for, they are there.
    expect(loading(reach(first, ['static', 'dynamic']), 'katex')).not.toEqual([]);
  });

  test('a sweep on this machine needs no queue', () => {
    const starts = files.filter(({ path }) => /^cli\/(sweep|sweepJob|table)\.ts$/.test(path));
    expect(starts).toHaveLength(3);
    for (const prefix of ['bullmq', 'ioredis']) {
      expect(loading(reach(starts, ['static']), prefix)).toEqual([]);
      // Asked for, it is there.
      expect(loading(reach(starts, ['static', 'dynamic']), prefix)).not.toEqual([]);
    }
  });

  test('the page and the workers need no Node', () => {
    expect(loadersOf('node:', ['static', 'dynamic'])).toEqual([]);
  });
});

describe('the reader of imports', () => {
  test('finds every form, and says which load something', () => {
    const source = `
      import { a, type B } from './a.ts';
      import type { C } from "./c.ts";
      import type D from './d.ts';
      import type from './type.ts';
      import * as e from './e.ts';
      import './f.css';
      import'./g.ts';
      export { h } from './h.ts';
      export type { I } from './i.ts';
      export * from './j.ts';
      import {
        k, // the comma's
        l,
      } from 'package';
      const m = await import('./m.ts');
      const n = await import(/* @vite-ignore */ computed);
      new Worker(new URL('./o.worker.ts', import.meta.url), { type: 'module' });
    `;
    const found = importsOf(source).map(({ kind, specifier }) => `${kind} ${specifier}`);
    expect(found.sort()).toEqual(
      [
        'static ./a.ts',
        'type ./c.ts',
        'type ./d.ts',
        'static ./type.ts',
        'static ./e.ts',
        'static ./f.css',
        'static ./g.ts',
        'static ./h.ts',
        'type ./i.ts',
        'static ./j.ts',
        'static package',
        'dynamic ./m.ts',
        'dynamic null',
        'url ./o.worker.ts',
      ].sort(),
    );
  });

  test('is not fooled by comments, strings and exports', () => {
    const source = `
      // import './no.ts';
      /* import('./no.ts'); */
      export const from = 'somewhere';
      export const url = 'https://example.org'; const x = 1;
      export function f(from = 'a', b = "import './no.ts'") {}
    `;
    expect(importsOf(source).filter(({ specifier }) => specifier !== './no.ts')).toEqual([]);
    expect(importsOf("// import './no.ts';\n/* export * from './no.ts' */")).toEqual([]);
  });

  test('resolves relative to the file', () => {
    expect(resolveImport('a/b/c.ts', '../d.ts')).toBe('a/d.ts');
    expect(resolveImport('a/b/c.ts', './d.worker.ts?worker')).toBe('a/b/d.worker.ts');
    expect(resolveImport('a/c.ts', '../../tests/x.ts')).toBe('../tests/x.ts');
    expect(resolveImport('a/c.ts', 'react')).toBeNull();
  });
});
