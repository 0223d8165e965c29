/** What changes over a run by itself: the learning rate and the critic's weight, as functions of samples seen. */
import type { Schedule } from './runConfig.ts';

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

/** An adversary's weight for the step that follows `samples` samples: 0 until `from`, then a straight line to `weight` at `to`. */
export function adversaryWeightAt(
  schedule: Pick<Schedule, 'adversaryRamp'>,
  weight: number,
  samples: number,
): number {
  const ramp = schedule.adversaryRamp;
  if (!ramp) return weight;
  if (samples >= ramp.to) return weight;
  return weight * clip((samples - ramp.from) / (ramp.to - ramp.from));
}

/** The 1-based number of the step that follows `samples` samples. */
export function stepAfter(samples: number, batch: number): number {
  return samples / batch + 1;
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
