/** What a lane says of itself, beside its state: what happened, and what to do. */
import type { OpenedFile } from './files.ts';

/** `finished`: it has seen as many samples as the budget allows. */
export function describeOpened(file: OpenedFile, finished: boolean): string {
  const { kind, samples } = file;
  const { seed } = file.config;
  if (kind === 'checkpoint') {
    const how = finished ? 'with a larger budget ▶ goes on' : '▶ goes on from there';
    return `Opened at ${samples} samples; ${how}, with its seed ${seed}.`;
  }
  const how = finished ? 'reset the lane to start anew' : `▶ starts anew from seed ${seed}`;
  return `Opened at ${samples} samples. A snapshot has no optimiser state: ${how}.`;
}

/** Told to the lane that joins others on a worker; null where it has one of its own. */
export function describeSharing(lanes: number): string | null {
  if (lanes < 2) return null;
  return `There are more lanes than processor cores: this one and ${lanes - 1} more take turns, so each trains slower.`;
}

/** `from`: samples of the checkpoint that it goes on from, or null. */
export function describeRestart(reason: string, from: number | null): string {
  const start = from === null ? 'from the seed' : `at ${from} samples`;
  return `Its worker stopped (${reason}). Started again ${start}.`;
}

export interface Loss {
  readonly what: 'GPU' | 'engine';
  /** How often since the last checkpoint. */
  readonly times: number;
  readonly reason: string;
  /** Samples of the checkpoint that it goes on from, or null. */
  readonly from: number | null;
}

/** `engine`: what it goes on with, once that is known. */
export function describeLoss({ what, times, reason, from }: Loss, engine?: string): string {
  const again = times === 1 ? '' : times === 2 ? ' twice' : ` ${times} times`;
  const start =
    from === null
      ? 'there was no checkpoint yet, so it starts again from the seed'
      : `going on from ${from.toLocaleString('en')} samples`;
  return `The ${what} was lost${again} (${reason}): ${start}${engine ? ` on ${engine}` : ''}.`;
}

/** Why a lane is not on the engine that was asked for. */
export function describeFallback(what: Loss['what']): string {
  return `The ${what} was lost again and again; compiled WebAssembly SIMD trains instead.`;
}

export function describeGivingUp(
  what: 'worker' | Loss['what'],
  times: number,
  reason: string,
): string {
  return `Its ${what} stopped ${times} times (${reason}). ▶ tries again; another engine may help.`;
}

export function describeReturn(samples: number): string {
  return `Back at ${samples} samples. The same settings may diverge again: change one, or the seed.`;
}

/** `lastGood`: samples of the checkpoint to go back to, or null. */
export function describeDivergence(loss: string, samples: number, lastGood: number | null): string {
  const back =
    lastGood === null
      ? 'Reset the lane'
      : `Go back to the last good weights, at ${lastGood} samples`;
  return `Training diverged: ${loss} is no longer a number after ${samples} samples, so the last step is not shown. ${back}, and lower a weight or change the seed.`;
}
