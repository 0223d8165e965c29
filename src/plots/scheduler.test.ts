import { expect, test } from 'vitest';
import { createScheduler } from './scheduler.ts';

function manualFrames() {
  const waiting: ((timeMs: number) => void)[] = [];
  return {
    request: (callback: (timeMs: number) => void) => waiting.push(callback),
    pending: () => waiting.length,
    next: (timeMs = 0) => waiting.shift()!(timeMs),
  };
}

test('draws once a frame, however often it was invalidated, and rests when up to date', () => {
  const frames = manualFrames();
  const scheduler = createScheduler(frames.request);
  let draws = 0;
  const drawing = scheduler.add(() => draws++);
  drawing.invalidate();
  drawing.invalidate();
  expect(frames.pending()).toBe(1);
  frames.next();
  expect(draws).toBe(1);
  expect(frames.pending()).toBe(0);
  drawing.invalidate();
  frames.next();
  expect(draws).toBe(2);
});

test('draws only what is invalid, and all of it after invalidateAll', () => {
  const frames = manualFrames();
  const scheduler = createScheduler(frames.request);
  const drawn: string[] = [];
  const first = scheduler.add(() => drawn.push('first'));
  const second = scheduler.add(() => drawn.push('second'));
  frames.next();
  drawn.length = 0;
  second.invalidate();
  frames.next();
  expect(drawn).toEqual(['second']);
  scheduler.invalidateAll();
  first.remove();
  frames.next();
  expect(drawn).toEqual(['second', 'second']);
});

test('an animation runs before the drawings until it ends', () => {
  const frames = manualFrames();
  const scheduler = createScheduler(frames.request);
  const times: number[] = [];
  scheduler.animate((timeMs) => times.push(timeMs) < 2);
  frames.next(10);
  frames.next(20);
  expect(times).toEqual([10, 20]);
  expect(frames.pending()).toBe(0);
});
