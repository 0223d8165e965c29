/** The golden models on an engine, as tests. */
import { afterAll, describe, expect, test } from 'vitest';
import { type Engine, EngineUnavailableError } from '../src/engines/engine.ts';
import type { GoldenFolder } from '../src/training/golden/folder.ts';
import { checkModelOn, goldenModels } from '../src/training/goldenSuite.ts';

/** Checks that any model has at least. */
const fewest = 300;

/** Registers a test for each model. An engine that cannot run here is skipped, with the reason printed. */
export async function describeGolden(
  name: string,
  folder: GoldenFolder,
  create: () => Promise<Engine>,
): Promise<void> {
  const models = goldenModels(folder);
  const engine = await create().catch((error: unknown) => {
    if (error instanceof EngineUnavailableError) return error.message;
    throw error;
  });
  if (typeof engine === 'string') {
    console.warn(`golden models on ${name} are skipped: ${engine}`);
    test.skip(`golden models on ${name}: ${engine}`, () => {});
    return;
  }
  describe(`golden models on ${name}`, () => {
    afterAll(() => engine.dispose());
    test.each(models)('%s', async (model) => {
      const { checks } = await checkModelOn(engine, folder, model);
      const failed = checks.filter(({ passed }) => !passed);
      expect(failed.map(({ name: check, detail }) => `${check}: ${detail}`)).toEqual([]);
      expect(checks.length).toBeGreaterThanOrEqual(fewest);
    });
  });
}
