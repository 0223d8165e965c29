/** The golden suite (tests/golden/README.md): all that is checked against a folder of golden values. */
import { methodNames } from '../core/methodCatalogue.ts';
import type { CheckGroup } from './golden/checks.ts';
import { methodOf } from './golden/config.ts';
import { type GoldenFolder, GoldenFolderError } from './golden/folder.ts';
import { checkLines } from './golden/lines.ts';
import { checkMetrics, checkProtocol } from './golden/metrics.ts';
import { checkModel } from './golden/model.ts';
import { checkPaths } from './golden/paths.ts';
import { type GoldenEngine, readGoldenModel } from './golden/session.ts';
import { float32Tolerances, type Tolerances } from './golden/tolerances.ts';

/**
 * What needs no engine: lines, metrics, paths, and the evaluation protocol.
 * @throws GoldenFolderError when the folder cannot be checked against.
 */
export function checkCore(folder: GoldenFolder): CheckGroup[] {
  return [
    { name: 'lines', checks: checkLines(folder) },
    { name: 'metrics', checks: checkMetrics(folder) },
    { name: 'paths', checks: checkPaths(folder) },
    { name: 'protocol', checks: checkProtocol(folder) },
  ];
}

/**
 * Names of the folder's models, each read once, so that a bad file is met before anything runs.
 * @throws GoldenFolderError when one cannot be checked against, or a method has none.
 */
export function goldenModels(folder: GoldenFolder): string[] {
  const names = folder.modelNames();
  const methods = new Set(names.map(methodOf));
  const missing = methodNames.filter((method) => !methods.has(method));
  if (missing.length > 0) {
    throw new GoldenFolderError(`${folder.path} has no models/${missing[0]}.safetensors`);
  }
  for (const name of names) readGoldenModel(folder, name);
  return names;
}

/**
 * One model on one engine: outputs, losses, gradients, and parameters after one and three steps.
 * @throws GoldenFolderError when the folder cannot be checked against.
 */
export async function checkModelOn(
  engine: GoldenEngine,
  folder: GoldenFolder,
  model: string,
  tolerances: Tolerances = float32Tolerances,
): Promise<CheckGroup> {
  return { name: model, checks: await checkModel(folder, model, engine, tolerances) };
}
