import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenFolder } from '../../tests/goldenFiles.ts';
import { openEngine } from '../cli/openEngine.ts';
import type { Engine } from '../engines/engine.ts';

import { type CheckGroup, largest } from './golden/checks.ts';
import { openGoldenFolder } from './golden/diskFolder.ts';
import { GoldenFolderError } from './golden/folder.ts';
import { referenceEngine } from './golden/referenceEngine.ts';
import { float64Tolerances } from './golden/tolerances.ts';
import { checkCore, checkModelOn, goldenModels } from './goldenSuite.ts';
import { readSafetensors, type TensorToStore, writeSafetensors } from './safetensors.ts';

const folder = openGoldenFolder(goldenFolder);
const models = goldenModels(folder);
/** Checks that any model has at least. */
const fewest = 300;

function failuresOf({ checks }: CheckGroup): string[] {
  return checks.filter(({ passed }) => !passed).map(({ name, detail }) => `${name}: ${detail}`);
}

function expectAllPassed(group: CheckGroup, atLeast = fewest): void {
  expect(failuresOf(group)).toEqual([]);
  expect(group.checks.length).toBeGreaterThanOrEqual(atLeast);
}

test('there are golden models of every method, and one at the official start', () => {
  expect(models).toHaveLength(8);
});

describe('golden values of core', () => {
  test.each(checkCore(folder))('$name', (group) => expectAllPassed(group, 8));
});

describe('golden models in float64', () => {
  test.each(models)('%s', async (model) => {
    expectAllPassed(await checkModelOn(referenceEngine, folder, model, float64Tolerances));
  });
});

// tfjs on plain JavaScript takes a minute and more: npm run golden has it.
describe.each(['wasm', 'tfjs-wasm'] as const)('golden models on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });
  afterAll(() => engine.dispose());

  test.each(models)('%s', async (model) => {
    expectAllPassed(await checkModelOn(engine, folder, model));
  });
});

describe('with another folder', () => {
  let path: string;
  let engine: Engine;
  beforeAll(async () => {
    path = mkdtempSync(join(tmpdir(), 'golden-'));
    cpSync(goldenFolder, path, { recursive: true });
    engine = await openEngine('tfjs-wasm');
  });
  afterAll(() => {
    rmSync(path, { recursive: true });
    engine.dispose();
  });

  const modelFile = (model: string, ending: string) => join(path, `models/${model}.${ending}`);

  /** Changes one model's tensors, and says what the suite then finds. */
  async function failuresAfter(change: (tensors: Tensors) => void): Promise<string[]> {
    const file = modelFile('baseline', 'safetensors');
    const whole = readFileSync(file);
    const tensors: Tensors = new Map(readSafetensors(whole).tensors);
    change(tensors);
    writeFileSync(file, writeSafetensors(tensors));
    const group = await checkModelOn(engine, openGoldenFolder(path), 'baseline');
    writeFileSync(file, whole);
    return failuresOf(group);
  }
  type Tensors = Map<string, TensorToStore>;

  test.each([
    ['out/recon', 1e-3],
    ['grad/dec/conv4/kernel', 1e-3],
    ['grad/enc/conv9/kernel.every11', 1e-3],
    ['after1/enc/conv0/bias', 1e-4],
    ['after3/dec/conv1/kernel.every11', 1e-3],
  ])('%s with one element off by %f of the largest is found', async (name, share) => {
    const failures = await failuresAfter((tensors) => {
      const { values } = tensors.get(name) ?? expect.fail(`no ${name}`);
      values[values.length >> 1] += share * largest(values);
    });
    expect(failures.length).toBeGreaterThan(0);
  });

  test('NaN, another length, and what no check looks at are found', async () => {
    const failures = await failuresAfter((tensors) => {
      tensors.get('grad/enc/conv0/bias')?.values.fill(Number.NaN);
      tensors.set('out/z', { shape: [2], values: new Float32Array(2) });
      tensors.set('out/extra', { shape: [1], values: new Float32Array(1) });
      tensors.set('after1/extra', { shape: [1], values: new Float32Array(1) });
      tensors.delete('after3/clf/bias');
    });
    expect(failures.join('\n')).toMatch(/grad\/enc\/conv0\/bias: .*NaN/);
    expect(failures.join('\n')).toMatch(/z by encode: 96 elements, golden 2/);
    expect(failures.join('\n')).toMatch(/not made: out\/extra/);
    expect(failures.join('\n')).toMatch(/no after1\/extra/);
    expect(failures.join('\n')).toMatch(/after3\/clf\/bias: there is no golden value/);
  });

  test('a folder that cannot be checked against is refused, and says why', () => {
    const reasonAfter = (file: string, change: (bytes: Buffer) => string | Uint8Array | null) => {
      const whole = readFileSync(file);
      const changed = change(whole);
      if (changed === null) rmSync(file);
      else writeFileSync(file, changed);
      try {
        goldenModels(openGoldenFolder(path));
        return 'fine';
      } catch (error) {
        expect(error).toBeInstanceOf(GoldenFolderError);
        return error instanceof Error ? error.message : '';
      } finally {
        writeFileSync(file, whole);
      }
    };
    const vae = modelFile('vae', 'safetensors');
    expect(reasonAfter(vae, (bytes) => bytes)).toBe('fine');
    expect(reasonAfter(vae, () => null)).toContain('has no models/vae.safetensors');
    expect(reasonAfter(vae, (bytes) => bytes.subarray(0, 999))).toContain('is cut off');
    expect(reasonAfter(modelFile('vae', 'json'), () => '[')).toContain('vae.json is not JSON');
    expect(reasonAfter(modelFile('vae', 'json'), () => '{}')).toContain('losses_before_step1');
    const replaced = (from: string, to: string) => (bytes: Buffer) =>
      bytes.toString().replace(from, to);
    const common = modelFile('common', 'json');
    expect(reasonAfter(common, replaced('"num_latents": 10', '"num_latents": 12'))).toMatch(
      /common.json: config.num_latents: .*Expected 10 but received 12/,
    );
    expect(reasonAfter(common, replaced('"scales": 4', '"scales": 3'))).toContain('do not fit');
    expect(() => openGoldenFolder(join(path, 'nowhere'))).toThrow('there is no folder');
  });
});
