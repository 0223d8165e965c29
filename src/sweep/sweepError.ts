/**
 * A sweep that cannot go on as asked: the message says what is wrong and how to mend it, in one line.
 * Finished runs have not been touched.
 */
export class SweepError extends Error {
  override name = 'SweepError';
}
