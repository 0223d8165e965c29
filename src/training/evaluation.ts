/** What an evaluation says of a run at one moment (core/metrics.ts has the definitions). */
export interface Evaluation {
  readonly samples: number;
  readonly meanDistance: number;
  /** The authors' aggregation: sum of defined scores over the count of all. */
  readonly smoothness: number;
  readonly smoothnessPlain: number;
  readonly undefinedScores: number;
  /** Mean squared error of reconstructed test images. */
  readonly reconstruction: number;
}
