import { expect, test } from 'vitest';
import { presetConfig } from '../../core/presets.ts';
import { objectivesOf } from '../../lessons/objectives.ts';
import { idleRun } from '../../store/runs.ts';
import { termValue, termWeight } from './values.ts';

/** The terms with their weights add up to what the training program minimises (src/methods/vae.ts, acai.ts). */
test('an equation with its numbers adds up', () => {
  const config = presetConfig('quick', 'vae', { critic: true });
  const losses = { loss_ll: -120, loss_kl: 14, loss_ae_disc: 0.01 };
  const live = { run: { ...idleRun, losses, samples: 61_440 }, config };
  const [autoencoder] = objectivesOf('vae', true, 1024);
  const terms = autoencoder.terms.map(
    (term) => (termWeight(term, live) ?? 1) * termValue(term, live).value,
  );
  // Half way along the ramp λ counts half.
  expect(terms.reduce((sum, each) => sum + each)).toBeCloseTo(120 + 14 + 0.25 * 1024 * 0.01, 6);
});

test('before the first batch there is what was measured, or nothing', () => {
  const [{ terms }] = objectivesOf('acai', true, 1024);
  const config = presetConfig('quick', 'acai');
  const evaluation = {
    samples: 1,
    meanDistance: 0,
    smoothness: 0,
    smoothnessPlain: 0,
    undefinedScores: 0,
    reconstruction: 0.004,
  };
  const live = { run: { ...idleRun, evaluations: [evaluation] }, config };
  expect(termValue(terms[0], live)).toEqual({ value: 0.004, source: 'test' });
  expect(termValue(terms[1], live).value).toBeNaN();
});
