/** What changes over a run by itself: the learning rate and the critic's weight, as functions of samples seen. */
import type { Schedule } from './runConfig.ts';

/**
 * Adam's rate for the step that follows `samples` samples: `share` of it is left where the decay ends
 * (Loshchilov & Hutter 2017, equation 5, without restarts).
 */
export function learningRateAt(
  schedule: Pick<Schedule, 'learningRate' | 'decay'>,
  samples: number,
): number {
  const { learningRate, decay } = schedule;
  if (!decay) return learningRate;
  const { from = 0, samples: to, share } = decay;
  return learningRate * (share + (1 - share) * halfCosine(samples, from, to));
}

/**
 * An adversary's weight for the step that follows `samples` samples: 0 until the ramp begins, then a straight
 * line to `weight`, or to as many times `weight` as `adversaryExcess` says, which then falls to `weight`.
 */
export function adversaryWeightAt(
  {
    adversaryRamp: ramp,
    adversaryExcess: excess,
  }: Pick<Schedule, 'adversaryRamp' | 'adversaryExcess'>,
  weight: number,
  samples: number,
): number {
  const grown =
    !ramp || samples >= ramp.to ? 1 : clip((samples - ramp.from) / (ramp.to - ramp.from));
  if (!excess) return weight * grown;
  const { times, samples: until } = excess;
  return weight * grown * (1 + (times - 1) * halfCosine(samples, ramp?.to ?? 0, until));
}

/** The 1-based number of the step that follows `samples` samples. */
export function stepAfter(samples: number, batch: number): number {
  return samples / batch + 1;
}

/** From 1 at `from` to 0 at `to` samples, and level beyond both. */
function halfCosine(samples: number, from: number, to: number): number {
  if (samples >= to) return 0;
  return 0.5 * (1 + Math.cos(Math.PI * clip((samples - from) / (to - from))));
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
