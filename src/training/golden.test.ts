import { describe, expect, test } from 'vitest';
import { goldenFolder } from '../../tests/goldenFiles.ts';
import type { CheckGroup } from './golden/checks.ts';
import { GoldenFolder } from './golden/folder.ts';
import { referenceEngine } from './golden/referenceEngine.ts';
import { float64Tolerances } from './golden/tolerances.ts';
import { checkCore, checkModelOn, goldenModels } from './goldenSuite.ts';

const folder = new GoldenFolder(goldenFolder);
const models = goldenModels(folder);

function expectAllPassed({ checks }: CheckGroup, atLeast: number): void {
  const failed = checks.filter(({ passed }) => !passed);
  expect(failed.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([]);
  expect(checks.length).toBeGreaterThanOrEqual(atLeast);
}

describe('golden values of core', () => {
  test.each(checkCore(folder))('$name', (group) => expectAllPassed(group, 8));
});

describe('golden models in float64', () => {
  test.each(models)('%s', async (model) => {
    expectAllPassed(await checkModelOn(referenceEngine, folder, model, float64Tolerances), 300);
  });
});
