/**
 * The authors' results on lines, after 2^24 samples, mean ± standard deviation over five seeds.
 * Source: Berthelot et al. 2018 (arXiv 1807.07543), table 1.
 */
import type { MethodName } from './methodCatalogue.ts';

/** The authors' budget, of every value in their table. */
export const paperSamples = 2 ** 24;
export const paperSeeds = 5;

export interface PaperResult {
  /** Mean cosine distance to the nearest line, not scaled by 10³. */
  readonly meanDistance: number;
  readonly meanDistanceDeviation: number;
  readonly smoothness: number;
  readonly smoothnessDeviation: number;
}

export const paperTable: Readonly<Record<MethodName, PaperResult>> = {
  baseline: result(6.88, 0.21, 0.44, 0.04),
  dropout: result(2.85, 0.54, 0.74, 0.02),
  denoising: result(4.21, 0.32, 0.66, 0.02),
  vae: result(1.21, 0.17, 0.49, 0.13),
  aae: result(3.26, 0.19, 0.14, 0.02),
  vqvae: result(5.41, 0.49, 0.77, 0.02),
  acai: result(0.24, 0.01, 0.1, 0.01),
};

/** The pixel cross-fade under the same protocol: the middle of what was measured. */
export const crossfadeResult = { meanDistance: 6.3e-3, smoothness: 0.885 } as const;

function result(
  distanceInThousandths: number,
  distanceDeviationInThousandths: number,
  smoothness: number,
  smoothnessDeviation: number,
): PaperResult {
  return {
    meanDistance: distanceInThousandths / 1000,
    meanDistanceDeviation: distanceDeviationInThousandths / 1000,
    smoothness,
    smoothnessDeviation,
  };
}
