import { expect, test } from 'vitest';
import { type Contender, contest } from './contest.ts';

/** A clock, and contenders whose steps take their time on it. */
function createTrack() {
  const track = { time: 0, log: [] as string[] };
  const enter =
    (name: string, { firstMs = 0, stepMs = 0, settleMs = 0, latencyMs = 0 }) =>
    async (): Promise<Contender> => {
      track.log.push(`${name} prepared`);
      let [waiting, extra] = [0, firstMs];
      return {
        step() {
          track.time += stepMs + extra;
          extra = 0;
          waiting += 1;
        },
        async settle() {
          track.time += latencyMs + waiting * settleMs;
          waiting = 0;
        },
        dispose: () => track.log.push(`${name} gone`),
      };
    };
  return { track, enter, now: () => track.time };
}

test('a step costs what it takes when many are settled together, warmed up', async () => {
  const { track, enter, now } = createTrack();
  const gpu = enter('gpu', { firstMs: 400, stepMs: 0.1, settleMs: 1.9, latencyMs: 3 });
  const wasm = enter('wasm', { firstMs: 20, stepMs: 12 });
  const [gpuMs, wasmMs] = await contest([gpu, wasm], { now });
  expect(gpuMs).toBeCloseTo(2 + 3 / 64, 2);
  expect(wasmMs).toBeCloseTo(12, 6);
  expect(track.log).toEqual(['gpu prepared', 'gpu gone', 'wasm prepared', 'wasm gone']);
});

test.each([
  ['a slow one gets two steps', { stepMs: 700 }, 700, 1400],
  ['a very slow one only its first', { settleMs: 2000 }, 2000, 2000],
  ['one that begins slowly, as many as any', { firstMs: 900, stepMs: 5 }, 5, 1900],
])('the time is bounded: %s', async (_what, pace, stepMs, mostMs) => {
  const { track, enter, now } = createTrack();
  expect((await contest([enter('one', pace)], { now }))[0]).toBeCloseTo(stepMs, 6);
  expect(track.time).toBeLessThanOrEqual(mostMs);
});

test('a clock that stands still ends it too', async () => {
  const { enter } = createTrack();
  let reads = 0;
  // Browsers round their clocks.
  const now = () => Math.floor(reads++ / 4) * 0.1;
  const [stepMs] = await contest([enter('one', {})], { now });
  expect(stepMs).toBeLessThan(0.11);
});

test('what a contender throws is thrown, and it is given back', async () => {
  const { track, enter, now } = createTrack();
  const broken = async () => ({
    ...(await enter('broken', {})()),
    settle: () => Promise.reject(new Error('lost')),
  });
  await expect(contest([broken, enter('next', {})], { now })).rejects.toThrow('lost');
  expect(track.log).toEqual(['broken prepared', 'broken gone']);
});
