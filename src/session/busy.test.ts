import { describe, expect, it } from 'vitest';
import { createDeferred } from '../workers/deferred.ts';
import { createBusy } from './busy.ts';

describe('the busy signal', () => {
  it('lasts from the first work to the end of the last, failed ones included', async () => {
    const told: boolean[] = [];
    const busy = createBusy((value) => told.push(value));
    expect(told).toEqual([false]);
    const [first, second] = [createDeferred<number>(), createDeferred<number>()];
    const works = [busy.during(first.promise), busy.during(second.promise)];
    expect(told).toEqual([false, true]);
    first.resolve(1);
    expect(await works[0]).toBe(1);
    expect(told).toEqual([false, true]);
    second.reject(new Error('broken'));
    await expect(works[1]).rejects.toThrow('broken');
    expect(told).toEqual([false, true, false]);
  });
});
