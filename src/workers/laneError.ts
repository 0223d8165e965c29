/** The lane asked for has no weights. */
export class LaneError extends Error {
  override name = 'LaneError';
}
