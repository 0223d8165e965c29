/** Samples per second at a time of the clock [ms] by which so many samples have been seen. */
export type Rate = (timeMs: number, samples: number) => number;

/** By wall clock since the reading before, smoothed over a few readings; 0 before time has passed. */
export function createRate(startMs: number, startSamples: number): Rate {
  let lastMs = startMs;
  let lastSamples = startSamples;
  let smooth: number | null = null;
  return (timeMs, samples) => {
    if (timeMs > lastMs) {
      const rate = ((samples - lastSamples) / (timeMs - lastMs)) * 1000;
      smooth = smooth === null ? rate : 0.7 * smooth + 0.3 * rate;
      lastMs = timeMs;
      lastSamples = samples;
    }
    return smooth ?? 0;
  };
}
