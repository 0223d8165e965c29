import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAnnouncer } from './announcer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const said: { text: string; at: number }[] = [];
  const start = performance.now();
  let alpha = 0;
  const announcer = createAnnouncer(
    () => `α ${alpha}`,
    (text) => said.push({ text, at: performance.now() - start }),
  );
  const move = (to: number) => {
    alpha = to;
    announcer.ask();
  };
  return { said, move, announcer };
}

test('a drag is said once, when it rests', () => {
  const { said, move } = open();
  for (let step = 1; step <= 30; step++) {
    move(step);
    vi.advanceTimersByTime(16);
  }
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(said.map(({ text }) => text)).toEqual(['α 30']);
});

test('at most every two seconds, the newest', () => {
  const { said, move } = open();
  for (let step = 1; step <= 20; step++) {
    move(step);
    vi.advanceTimersByTime(600);
  }
  vi.advanceTimersByTime(5000);
  const gaps = said.slice(1).map(({ at }, index) => at - said[index].at);
  expect(said.at(-1)?.text).toBe('α 20');
  expect(said.length).toBeGreaterThan(1);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(2000);
});

test('nothing by itself, nothing twice, nothing after the end', () => {
  const { said, move, announcer } = open();
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([]);
  move(1);
  vi.advanceTimersByTime(3000);
  move(1);
  vi.advanceTimersByTime(3000);
  expect(said).toHaveLength(1);
  move(2);
  announcer.stop();
  vi.advanceTimersByTime(3000);
  expect(said).toHaveLength(1);
});
