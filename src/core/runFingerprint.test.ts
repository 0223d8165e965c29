import { expect, test } from 'vitest';
import { sessionTexts } from '../texts/session.ts';
import { methodNames } from './methodCatalogue.ts';
import { presetConfig } from './presets.ts';
import { checkpointMismatches as mismatchesOf, runFingerprint } from './runFingerprint.ts';

/** In words, as people read them. */
function checkpointMismatches(...configs: Parameters<typeof mismatchesOf>): string[] {
  return mismatchesOf(...configs).map(sessionTexts.en.mismatch);
}

const acai = presetConfig('quick', 'acai');

test('seed, budget, hyperparameters and schedule do not matter', () => {
  const other = {
    ...presetConfig('quick', 'acai', { seed: 9 }),
    budget: 5,
    hyperparameters: { lambda: 0.1, gamma: 0.9 },
    schedule: presetConfig('paper', 'acai').schedule,
  };
  expect(runFingerprint(other)).toBe(runFingerprint(acai));
  expect(checkpointMismatches(other, acai)).toEqual([]);
});

test('method, critic and architecture do, and the difference is named', () => {
  const vae = presetConfig('quick', 'vae');
  expect(checkpointMismatches(vae, acai)).toEqual([
    'method is VAE in the checkpoint and ACAI in the lane',
    'critic is no in the checkpoint and yes in the lane',
  ]);
  expect(checkpointMismatches(presetConfig('paper', 'acai'), acai)).toEqual([
    'depth is 16 in the checkpoint and 8 in the lane',
    'critic depth is 16 in the checkpoint and 4 in the lane',
  ]);
});

test('parts that the method does not use do not', () => {
  const change = { criticDepth: 3, codebookBits: 3 };
  const changed = (config: typeof acai) => ({
    ...config,
    architecture: { ...config.architecture, ...change },
  });
  const baseline = presetConfig('quick', 'baseline');
  expect(checkpointMismatches(changed(baseline), baseline)).toEqual([]);
  expect(checkpointMismatches(changed(acai), acai)).toEqual([
    'critic depth is 3 in the checkpoint and 4 in the lane',
  ]);
  const vqvae = presetConfig('quick', 'vqvae');
  expect(checkpointMismatches(changed(vqvae), vqvae)).toEqual([
    'codebook size (log₂) is 3 in the checkpoint and 9 in the lane',
  ]);
});

test('the fingerprint and the mismatches agree', () => {
  const configs = methodNames.flatMap((method) => [
    presetConfig('quick', method),
    presetConfig('quick', method, { critic: true }),
    presetConfig('paper', method),
  ]);
  for (const one of configs) {
    for (const other of configs) {
      const equal = runFingerprint(one) === runFingerprint(other);
      expect(checkpointMismatches(one, other).length === 0).toBe(equal);
    }
  }
});
