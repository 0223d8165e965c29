/** A loss or a weight is no longer a number: the run cannot go on, and its weights are not given out. */
export class DivergedError extends Error {
  override name = 'DivergedError';
  /** Name of the loss, or of the variable, that is NaN or infinite. */
  readonly loss: string;

  constructor(loss: string, samples: number) {
    super(
      `${loss} is no longer a number after ${samples} samples. Go back to the last snapshot, and lower the learning rate or the weight of the adversary.`,
    );
    this.loss = loss;
  }
}
