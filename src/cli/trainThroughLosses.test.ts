import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestEngine } from '../../tests/testEngine.ts';
import { watchEngine } from '../../tests/watchedEngine.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createDataset } from '../datasets/dataset.ts';
import { EngineLostError } from '../engines/engine.ts';
import { decodeCheckpoint } from '../training/checkpoint.ts';
import type { Training } from './trainOnEngine.ts';
import { trainThroughLosses } from './trainThroughLosses.ts';

const batch = 4;
const preset = presetConfig('quick', 'baseline', { seed: 5 });
const config: RunConfig = {
  ...preset,
  architecture: { ...preset.architecture, depth: 1, latentChannels: 1 },
  schedule: { batch, learningRate: 1e-3, decay: null, adversaryRamp: null },
  budget: 8 * batch,
};
const testImages = createDataset(config).testImages();

let folder: string;
let printed: string;
let noted: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betwixt-'));
  printed = '';
  noted = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((printed += text)));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((noted += text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Trains with evaluations (and so checkpoints) every 4 steps; engines are lost at these steps. */
async function train(name: string, ...lostAt: number[]) {
  const out = join(folder, name);
  let step = 0;
  const opened: string[] = [];
  const openEngine = async () => {
    opened.push('engine');
    const onRun = (program: string) => {
      if (!program.includes('training')) return;
      step += 1;
      if (step === lostAt[0]) {
        lostAt.shift();
        throw new EngineLostError('the GPU device was lost');
      }
    };
    return watchEngine(await openTestEngine(), { onRun });
  };
  const training: Training = {
    config,
    out,
    evaluateEvery: 4 * batch,
    testImages,
    interruption: { asked: false },
    saved: undefined,
    trainedMs: 0,
  };
  const failure = await trainThroughLosses(openEngine, training).then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, out, opened: opened.length, steps: step };
}

test('a run whose engine is lost goes on from its checkpoint, to the same weights', async () => {
  const whole = await train('whole');
  expect([whole.failure, whole.opened, whole.steps]).toEqual([null, 1, 8]);
  const broken = await train('broken', 3, 9);
  // Two steps are lost with the first engine, one (the run's fifth) with the second.
  expect([broken.failure, broken.opened, broken.steps]).toEqual([null, 3, 8 + 3 + 2]);
  expect(readFileSync(broken.out).equals(readFileSync(whole.out))).toBe(true);
  expect(decodeCheckpoint(readFileSync(broken.out)).evaluations).toHaveLength(2);
  expect(noted).toContain('the GPU device was lost. Going on from 0 samples.');
  expect(noted).toContain('the GPU device was lost. Going on from 16 samples.');
  expect(printed.match(/"kind":"start"/g)).toHaveLength(4);
  expect(readdirSync(folder).sort()).toEqual(['broken', 'whole']);
});

test('one whose engines are lost again and again says how to go on', async () => {
  const { failure, out, opened } = await train('run', 6, 7, 8, 9);
  expect(failure).toBeInstanceOf(EngineLostError);
  expect(String(failure)).toContain(`${out} has the run at 16 samples: go on with`);
  expect(opened).toBe(4);
  expect(decodeCheckpoint(readFileSync(out)).samples).toBe(16);
});

test('one that never got to a checkpoint leaves no file', async () => {
  const { failure, out } = await train('run', 1, 2, 3, 4);
  expect(String(failure)).toContain('Nothing was saved yet');
  expect(existsSync(out)).toBe(false);
});
