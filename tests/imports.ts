/** Reads the imports of TypeScript files, without a compiler: for the architecture test. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** `type` leaves nothing at run time; `static` and `dynamic` load the module; `url` starts a worker from it. */
export type ImportKind = 'type' | 'static' | 'dynamic' | 'url';

export interface Import {
  readonly kind: ImportKind;
  /** As written; null for a dynamic import whose target is computed. */
  readonly specifier: string | null;
}

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
}

/**
 * All imports of a source text. An import counts as `type` only where nothing of it remains at run time:
 * `import { type A }` keeps its module and is `static`.
 */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const imports: Import[] = [];
  for (const match of code.matchAll(
    /\b(?:import|export)\s+(type\s+(?!from\b))?(?:[^'"`;()]*?\bfrom\s*)?(['"])([^'"\n]+)\2/g,
  )) {
    imports.push({ kind: match[1] ? 'type' : 'static', specifier: match[3] });
  }
  for (const match of code.matchAll(/\bimport['"]([^'"\n]+)['"]/g)) {
    imports.push({ kind: 'static', specifier: match[1] });
  }
  for (const match of code.matchAll(/\bimport\s*\(\s*(?:(['"`])([^'"`\n$]+)\1\s*[,)])?/g)) {
    imports.push({ kind: 'dynamic', specifier: match[2] ?? null });
  }
  for (const match of code.matchAll(/\bnew\s+URL\(\s*(['"`])([^'"`\n]+)\1\s*,\s*import\.meta/g)) {
    imports.push({ kind: 'url', specifier: match[2] });
  }
  return imports;
}

/** Blanks comments; strings stay, also where they look like comments. */
function withoutComments(source: string): string {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return source.replace(token, (text) =>
    text.startsWith('//') || text.startsWith('/*') ? ' ' : text,
  );
}

/** The TypeScript files under `root` that `keep` accepts, by their path from `root`. */
export function readSourceFiles(root: string, keep: (path: string) => boolean): SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && keep(path))
    .sort()
    .map((path) => ({ path, imports: importsOf(readFileSync(join(root, path), 'utf8')) }));
}

/** Where a relative specifier leads, from the root; null for a package. A query (`?worker`) is cut off. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const target = resolve('/', dirname(from), specifier.replace(/\?.*$/, ''));
  const inside = relative('/', target).replaceAll('\\', '/');
  // Climbing above the root stops there in `resolve`; count the steps to tell.
  const climbs = specifier.match(/\.\.\//g)?.length ?? 0;
  return climbs > from.split('/').length - 1 ? `../${inside}` : inside;
}
