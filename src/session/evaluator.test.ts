import { beforeEach, describe, expect, it } from 'vitest';
import { idleRun, reportRun, runsStore } from '../store/runs.ts';
import { createDeferred, type Deferred } from '../workers/deferred.ts';
import type { Evaluation } from '../workers/protocol.ts';
import { createEvaluator, nextEvaluationAt } from './evaluator.ts';

beforeEach(() => runsStore.setState({ runs: {} }, true));

const evaluation = (samples: number): Evaluation => ({
  samples,
  meanDistance: 0.1,
  smoothness: 0.2,
  smoothnessPlain: 0.2,
  undefinedScores: 0,
  reconstruction: 0.3,
});

/** An evaluator whose evaluations end when the test says so. */
function open() {
  const asked: { laneId: string; answer: Deferred<Evaluation> }[] = [];
  const evaluator = createEvaluator({
    evaluate(laneId) {
      const answer = createDeferred<Evaluation>();
      asked.push({ laneId, answer });
      return answer.promise;
    },
    during: (work) => work,
  });
  const names = () => asked.map(({ laneId }) => laneId);
  async function answer(index: number, samples: number): Promise<void> {
    asked[index].answer.resolve(evaluation(samples));
    // What follows an answer takes a few turns of the microtask queue.
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }
  const done = (laneId: string) =>
    runsStore.getState().runs[laneId].evaluations.map(({ samples }) => samples);
  return { evaluator, names, answer, done, asked };
}

function train(laneId: string, samples: number): void {
  reportRun(laneId, { ...idleRun, ...runsStore.getState().runs[laneId], samples });
}

describe('the schedule of evaluations', () => {
  it('doubles, then goes on evenly', () => {
    const times: number[] = [];
    for (let last: number | null = null; times.length < 8; ) {
      last = nextEvaluationAt(last);
      times.push(last);
    }
    expect(times).toEqual([1024, 2048, 4096, 8192, 16_384, 32_768, 49_152, 65_536]);
  });

  it('evaluates one at a time, and takes what falls due meanwhile together', async () => {
    const { evaluator, names, answer, done } = open();
    for (const laneId of ['a', 'b']) train(laneId, 2000);
    evaluator.consider('a', 500);
    expect(names()).toEqual([]);
    evaluator.consider('a', 1500);
    evaluator.consider('b', 1500);
    evaluator.consider('b', 1700);
    expect(names()).toEqual(['a']);
    await answer(0, 1500);
    expect(names()).toEqual(['a', 'b']);
    await answer(1, 1700);
    expect(names()).toEqual(['a', 'b']);
    expect([done('a'), done('b')]).toEqual([[1500], [1700]]);
  });

  it('evaluates the last weights of a run, once', async () => {
    const { evaluator, names, answer, done } = open();
    train('a', 96);
    reportRun('a', { state: 'finished' });
    evaluator.consider('a', 64);
    expect(names()).toEqual([]);
    evaluator.consider('a', 96);
    await answer(0, 96);
    evaluator.consider('a', 96);
    expect(names()).toEqual(['a']);
    expect(done('a')).toEqual([96]);
  });

  it('records nothing of weights that were replaced, though the new run has come as far', async () => {
    const { evaluator, names, answer, done } = open();
    for (const laneId of ['a', 'b']) {
      train(laneId, 5000);
      evaluator.consider(laneId, 5000);
    }
    evaluator.forget('a');
    evaluator.forget('b');
    evaluator.consider('a', 2000);
    await answer(0, 3000);
    expect(done('a')).toEqual([]);
    expect(names()).toEqual(['a', 'a']);
    await answer(1, 2000);
    expect(done('a')).toEqual([2000]);
    expect(names()).toEqual(['a', 'a']);
  });

  it('drops the evaluation of a run that went back or is gone', async () => {
    const { evaluator, answer, done, asked } = open();
    train('a', 5000);
    evaluator.consider('a', 5000);
    train('a', 100);
    await answer(0, 5000);
    expect(done('a')).toEqual([]);
    train('a', 5000);
    evaluator.consider('a', 5000);
    asked[1].answer.reject(new Error('no weights'));
    for (let i = 0; i < 10; i++) await Promise.resolve();
    evaluator.consider('a', 5000);
    expect(asked).toHaveLength(3);
  });
});
