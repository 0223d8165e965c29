/**
 * Checks of a model on an engine (tests/golden/README.md, section 3): forward results, gradients, and
 * three training steps. What a file holds and no check looks at is a failure too.
 */
import { buildProbeProgram } from '../../methods/trainingProgram.ts';
import type { Check } from './checks.ts';
import type { GoldenFolder } from './folder.ts';
import { checkGradients } from './gradients.ts';
import { checkInitialisers } from './initialisers.ts';
import { checkOutputs } from './outputs.ts';
import { type GoldenEngine, GoldenSession, readGoldenModel } from './session.ts';
import { checkSteps } from './steps.ts';
import type { Tolerances } from './tolerances.ts';

/** @throws GoldenFolderError when the folder cannot be checked against. */
export async function checkModel(
  folder: GoldenFolder,
  file: string,
  engine: GoldenEngine,
  tolerances: Tolerances,
): Promise<Check[]> {
  const golden = readGoldenModel(folder, file);
  const session = new GoldenSession(golden, engine);
  try {
    const probe = buildProbeProgram(golden.config);
    const before = await session.run(probe);
    return [
      ...checkInitialisers(golden, session.training),
      ...(await checkOutputs(session, probe, before, tolerances)),
      ...(await checkGradients(golden, probe, before, tolerances)),
      ...(await checkSteps(session, probe, tolerances)),
    ];
  } finally {
    session.dispose();
  }
}
