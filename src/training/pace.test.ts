import { describe, expect, test } from 'vitest';
import { createPace } from './pace.ts';
import type { Run } from './run.ts';

/** A run of one sample a step, whose steps take time when they are started or when they are settled. */
function fakeRun(stepMs: { start: number; settle: number }) {
  const state = { time: 0, samples: 0, started: 0, mostAhead: 0 };
  const run: Pick<Run, 'samples' | 'finished' | 'step' | 'settle'> = {
    get samples() {
      return state.samples;
    },
    get finished() {
      return state.samples >= 1000;
    },
    step() {
      state.time += stepMs.start;
      state.samples += 1;
      state.started += 1;
      state.mostAhead = Math.max(state.mostAhead, state.started);
    },
    async settle() {
      state.time += state.started * stepMs.settle;
      state.started = 0;
    },
  };
  return { state, run: run as Run };
}

describe('the pace', () => {
  test.each([
    ['a GPU, quick', { start: 0.5, settle: 4.5 }, 10],
    ['a GPU, slow', { start: 0.5, settle: 2000 }, 1],
    ['the processor, quick', { start: 5, settle: 0 }, 10],
    ['the processor, slow', { start: 900, settle: 0 }, 1],
  ])('on %s, starts as many steps as fit the time', async (_what, stepMs, expected) => {
    const { state, run } = fakeRun(stepMs);
    const slice = createPace(50, () => state.time);
    for (let count = 0; count < 10; count++) await slice(run, Number.POSITIVE_INFINITY);
    const ms = expected * (stepMs.start + stepMs.settle);
    expect(await slice(run, Number.POSITIVE_INFINITY)).toEqual({ steps: expected, ms });
    expect(state.mostAhead).toBe(expected);
  });

  test('starts with one step, doubles until the slice is full, and follows slow steps at once', async () => {
    const stepMs = { start: 0, settle: 1 };
    const { state, run } = fakeRun(stepMs);
    const slice = createPace(40, () => state.time);
    const taken: number[] = [];
    for (const settle of [1, 1, 1, 1, 20, 20]) {
      stepMs.settle = settle;
      taken.push((await slice(run, Number.POSITIVE_INFINITY)).steps);
    }
    expect(taken).toEqual([1, 2, 4, 8, 16, 2]);
  });

  test('stops at the steps asked for and at the end of the budget, with nothing left unsettled', async () => {
    const { state, run } = fakeRun({ start: 0.1, settle: 0 });
    const slice = createPace(50, () => state.time);
    while (run.samples < 37) await slice(run, 37 - run.samples);
    expect(run.samples).toBe(37);
    while (!run.finished) await slice(run, Number.POSITIVE_INFINITY);
    expect(run.samples).toBe(1000);
    expect(state.started).toBe(0);
    expect(await slice(run, Number.POSITIVE_INFINITY)).toEqual({ steps: 0, ms: 0 });
  });
});
