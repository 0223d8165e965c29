/** What changes over a run by itself: the learning rate and the critic's weight, as functions of samples seen. */
import type { Schedule } from '../core/runConfig.ts';

/**
 * Adam's rate for the step that follows `samples` samples: with s = samples / decay.samples clipped
 * to [0, 1], rate · (share + (1 − share) · (1 + cos πs) / 2) (Loshchilov & Hutter 2017, equation 5,
 * without restarts).
 */
export function learningRateAt(
  schedule: Pick<Schedule, 'learningRate' | 'decay'>,
  samples: number,
): number {
  const { learningRate, decay } = schedule;
  if (!decay) return learningRate;
  const progress = clip(samples / decay.samples);
  return (
    learningRate * (decay.share + (1 - decay.share) * 0.5 * (1 + Math.cos(Math.PI * progress)))
  );
}

/** λ for the step that follows `samples` samples: 0 until `from`, then a straight line to `lambda` at `to`. */
export function criticWeightAt(
  schedule: Pick<Schedule, 'criticRamp'>,
  lambda: number,
  samples: number,
): number {
  const ramp = schedule.criticRamp;
  if (!ramp) return lambda;
  if (samples >= ramp.to) return lambda;
  return lambda * clip((samples - ramp.from) / (ramp.to - ramp.from));
}

/** The 1-based number of the step that follows `samples` samples. */
export function stepAfter(samples: number, batch: number): number {
  return samples / batch + 1;
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
