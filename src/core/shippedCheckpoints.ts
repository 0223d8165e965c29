/** The manifest of the checkpoints that ship with the page, `public/checkpoints/manifest.json`. */
import { canonicalJson } from './canonicalJson.ts';
import type { MethodName } from './methodCatalogue.ts';
import type { RunConfig } from './runConfig.ts';

export const manifestName = 'manifest.json';
const manifestVersion = 1;

/** One file, and everything that its numbers stand on. */
export interface ShippedCheckpoint {
  /** Beside the manifest. */
  readonly file: string;
  readonly bytes: number;
  readonly method: MethodName;
  readonly config: RunConfig;
  readonly seed: number;
  readonly samples: number;
  /** Description of the engine that trained. */
  readonly engine: string;
  /** Of the code that trained, more than one where it went on with other code; empty when unknown. */
  readonly commit: string;
  /** Of the evaluation. */
  readonly interpolations: number;
  /** Of the file's own weights, in half precision; null where a score is not defined. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A manifest that cannot be used; the message says why. */
export class ManifestError extends Error {
  override name = 'ManifestError';
}

export function formatManifest(checkpoints: readonly ShippedCheckpoint[]): string {
  return `${JSON.stringify({ version: manifestVersion, checkpoints }, null, 2)}\n`;
}

/**
 * The files by the run that they are of, as `runKey` names it. The files themselves say the rest, and are
 * checked when they are opened.
 * @throws ManifestError
 */
export function readManifest(text: string): Map<string, string> {
  const { version, checkpoints } = parse(text);
  if (version !== manifestVersion) {
    throw new ManifestError(`its version is ${version}, and this page reads ${manifestVersion}`);
  }
  if (!Array.isArray(checkpoints)) throw new ManifestError('it lists no checkpoints');
  return new Map(
    checkpoints.map((entry: Partial<Record<string, unknown>> | null) => {
      const file = entry?.file;
      // A plain name, so that it cannot lead elsewhere.
      if (typeof file !== 'string' || !/^[\w+-]+\.safetensors$/.test(file)) {
        throw new ManifestError('an entry names no file');
      }
      return [canonicalJson(entry?.config), file];
    }),
  );
}

/** Equal for two runs exactly when they compute the same. */
export function runKey(config: RunConfig): string {
  return canonicalJson(config);
}

function parse(text: string): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // As below.
  }
  throw new ManifestError('it is not JSON');
}
