/** What a lane says of itself, beside its state: what happened, and what to do. */
import type { OpenedFile } from './files.ts';
import { spoken } from './spoken.ts';

/** `finished`: it has seen as many samples as the budget allows. */
export function describeOpened(file: OpenedFile, finished: boolean): string {
  const { kind, samples, config } = file;
  const texts = spoken();
  const say = kind === 'checkpoint' ? texts.openedToGoOn : texts.openedSnapshot;
  return say(samples, config.seed, finished);
}

/** `from`: samples of the checkpoint that it goes on from, or null. */
export function describeRestart(reason: string, from: number | null): string {
  return spoken().restarted(reason, from);
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
export function describeLoss(loss: Loss, engine?: string): string {
  return spoken().lost({ ...loss, engine });
}

/** Why a lane is not on the engine that was asked for. */
export function describeFallback(what: Loss['what']): string {
  return spoken().fallback(what);
}

export function describeGivingUp(
  what: 'worker' | Loss['what'],
  times: number,
  reason: string,
): string {
  return spoken().givingUp(what, times, reason);
}

/** `samples`: seen by the weights that ship with the page. */
export function describeGoingOn(samples: number): string {
  return spoken().goesOn(samples);
}

export function describeReturn(samples: number): string {
  return spoken().back(samples);
}

/** `lastGood`: samples of the checkpoint to go back to, or null. */
export function describeDivergence(loss: string, samples: number, lastGood: number | null): string {
  return spoken().diverged(loss, samples, lastGood);
}
