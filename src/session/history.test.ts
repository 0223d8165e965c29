import { describe, expect, it } from 'vitest';
import { idleRun, type RunStatus } from '../store/runs.ts';
import { truncate, withLosses } from './history.ts';

function train(status: RunStatus, points: number, gap: number): RunStatus {
  for (let i = 0; i < points; i++) {
    const samples = status.samples + gap;
    status = { ...status, samples, ...withLosses(status, { samples, losses: { loss_ae: i } }) };
  }
  return status;
}

describe('the history of losses', () => {
  it('keeps every point of a short run', () => {
    const { lossHistory } = train(idleRun, 5, 32);
    expect(lossHistory.map(({ samples }) => samples)).toEqual([32, 64, 96, 128, 160]);
  });

  it('stays bounded, in order, from the first point to the last', () => {
    const { lossHistory, samples } = train(idleRun, 10_000, 32);
    expect(lossHistory.length).toBeGreaterThan(250);
    expect(lossHistory.length).toBeLessThanOrEqual(600);
    expect(lossHistory[0].samples).toBe(32);
    expect(lossHistory.at(-1)?.samples).toBe(samples);
    for (let i = 1; i < lossHistory.length; i++) {
      expect(lossHistory[i].samples).toBeGreaterThan(lossHistory[i - 1].samples);
    }
  });

  it('forgets what came after the point to which a run goes back', () => {
    const evaluation = { meanDistance: 0, smoothness: 0, smoothnessPlain: 0 };
    const evaluations = [64, 128].map((samples) => {
      return { samples, ...evaluation, undefinedScores: 0, reconstruction: 0 };
    });
    const back = truncate({ ...train(idleRun, 5, 32), evaluations }, 64);
    expect(back.lossHistory.map(({ samples }) => samples)).toEqual([32, 64]);
    expect(back.evaluations.map(({ samples }) => samples)).toEqual([64]);
  });
});
