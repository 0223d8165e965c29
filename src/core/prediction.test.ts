import { describe, expect, it } from 'vitest';
import {
  addStroke,
  alphaOf,
  completeDrawing,
  curvePoints,
  emptyDrawing,
  isEmpty,
  meanAbsoluteError,
  pointAt,
} from './prediction.ts';

describe('a drawing', () => {
  it('takes every point that a stroke passes, either way', () => {
    const there = addStroke(emptyDrawing, { alpha: 0.1, value: 1 }, { alpha: 0.3, value: 3 });
    expect(there.slice(2, 7)).toEqual([null, 1.5, 2, 2.5, 3]);
    const back = addStroke(there, { alpha: 0.3, value: 3 }, { alpha: 0.15, value: 0 });
    expect(back.slice(3, 7)).toEqual([0, 1, 2, 3]);
    expect(back.slice(7).every((value) => value === null)).toBe(true);
  });

  it('begins with one point, and stays within the plot', () => {
    const one = addStroke(emptyDrawing, null, { alpha: -0.2, value: 5 });
    expect(one[0]).toBe(5);
    expect(isEmpty(one)).toBe(false);
    expect(isEmpty(emptyDrawing)).toBe(true);
    const all = addStroke(emptyDrawing, { alpha: -1, value: 0 }, { alpha: 2, value: 20 });
    expect(all[curvePoints - 1]).toBe(20);
    expect(all[10]).toBeCloseTo(10, 12);
    expect(all[0]).toBeNull();
  });

  it('stands for a whole curve: straight between its points, level beyond', () => {
    expect(completeDrawing(emptyDrawing)).toBeNull();
    const drawing = emptyDrawing.with(4, 1).with(8, 3);
    const whole = completeDrawing(drawing)!;
    expect(whole).toHaveLength(curvePoints);
    expect([whole[0], whole[4], whole[6], whole[8], whole[20]]).toEqual([1, 1, 2, 3, 3]);
  });

  it('has its points at even α', () => {
    expect([0, 5, 10, 20].map(alphaOf)).toEqual([0, 0.25, 0.5, 1]);
    for (let point = 0; point < curvePoints; point++) expect(pointAt(alphaOf(point))).toBe(point);
  });
});

it('the score is the mean absolute error of what can be compared', () => {
  expect(meanAbsoluteError([1, 2, 3], [1, 4, 2])).toBeCloseTo(1, 12);
  expect(meanAbsoluteError([1, 2], [Number.NaN, 4])).toBe(2);
  expect(meanAbsoluteError([1], [Number.NaN])).toBeNaN();
});
