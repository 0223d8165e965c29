/** How near an engine has to come to the golden models. */

export interface Tolerances {
  /** Outputs and codebook: a share of the tensor's (a code's) largest magnitude. */
  readonly output: number;
  /** Losses, relative. */
  readonly loss: number;
  /** Gradients: a share of the tensor's largest magnitude. */
  readonly gradient: number;
  /**
   * Updated parameters, all of a model together: at most `share` of the elements may be off by more
   * than `stray` learning rates, as Adam's first steps are almost the gradient's sign.
   */
  readonly update: { readonly share: number; readonly stray: number; readonly norm: number };
}

/** tests/golden/README.md, "Suggested tolerances for a float32 implementation". */
export const float32Tolerances: Tolerances = {
  output: 1e-4,
  loss: 1e-4,
  gradient: 3e-4,
  update: { share: 1e-3, stray: 0.05, norm: 2e-3 },
};

/** For an evaluation in float64: what storing golden tensors as float32 leaves. */
export const float64Tolerances: Tolerances = {
  output: 1e-6,
  loss: 1e-6,
  gradient: 1e-6,
  update: { share: 0, stray: 0.01, norm: 2e-3 },
};
