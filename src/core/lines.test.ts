import { describe, expect, test } from 'vitest';
import { readGoldenJson, readGoldenTensors } from '../../tests/goldenFiles.ts';
import { drawLine, lineLabel, linePixels, referenceAngle, referenceLines } from './lines.ts';

interface LinesJson {
  readonly names: string[];
  readonly label: number[];
  readonly reference_grid: Readonly<Record<string, number>>;
}

const golden = readGoldenTensors('lines.safetensors');
const json = readGoldenJson<LinesJson>('lines.json');
const angles = golden.f64('angles');
const images = golden.f32('images');

describe('drawLine', () => {
  test.each(json.names.map((name, i) => [i, name]))('golden line %i (%s), bit for bit', (i) => {
    const drawn = new Float32Array(linePixels);
    drawLine(angles[Number(i)], drawn);
    expect(drawn).toEqual(images.slice(Number(i) * linePixels, (Number(i) + 1) * linePixels));
  });

  test('there are golden lines', () => expect(json.names.length).toBeGreaterThan(20));

  test('writes its own image of a batch and nothing else', () => {
    const batch = new Float32Array(3 * linePixels).fill(7);
    drawLine(1, batch, linePixels);
    expect(batch.slice(0, linePixels).every((value) => value === 7)).toBe(true);
    expect(batch.slice(2 * linePixels).every((value) => value === 7)).toBe(true);
    const alone = new Float32Array(linePixels);
    drawLine(1, alone);
    expect(batch.slice(linePixels, 2 * linePixels)).toEqual(alone);
  });

  test('refuses an angle that is not finite', () => {
    const image = new Float32Array(linePixels);
    expect(() => drawLine(Number.NaN, image)).toThrow(RangeError);
    expect(() => drawLine(Number.POSITIVE_INFINITY, image)).toThrow(RangeError);
  });
});

test('labels, the tenth class that is none included', () => {
  expect(json.label).toContain(10);
  expect(Array.from(angles, lineLabel)).toEqual(json.label);
});

test('the reference grid is numpy.linspace', () => {
  const grid = json.reference_grid;
  expect(referenceLines).toBe(grid.n);
  expect(referenceAngle(0)).toBe(grid.first);
  expect(referenceAngle(1)).toBe(grid.second);
  expect(referenceAngle(referenceLines - 1)).toBe(grid.last);
  for (const index of [1250, 3750, 6250, 8750]) {
    expect(referenceAngle(index)).toBe(grid[`index_${index}`]);
  }
});
