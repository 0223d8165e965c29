import { expect, test } from 'vitest';
import { changeExperiment } from '../store/experiment.ts';
import {
  formatDegrees,
  formatDistance,
  formatLoss,
  formatRate,
  formatSamples,
  formatSmoothness,
} from './format.ts';

test('numbers are as short as the page has room for', () => {
  expect([0.00324, 0.0312, 0.1234, Number.NaN].map(formatDistance)).toEqual([
    '3.24',
    '31.2',
    '123',
    '–',
  ]);
  expect([0, 0.933, Number.NaN].map(formatSmoothness)).toEqual(['0.00', '0.93', '–']);
  expect([0, 640, 1000, 4096, 9949, 131_072, 999_600, 2 ** 24].map(formatSamples)).toEqual([
    '0',
    '640',
    '1k',
    '4.1k',
    '9.9k',
    '131k',
    '1M',
    '16.8M',
  ]);
  expect(formatRate(1712)).toBe('1.7k/s');
  expect([0, Math.PI, 2 * Math.PI, -Math.PI / 2].map(formatDegrees)).toEqual([
    '0°',
    '180°',
    '0°',
    '270°',
  ]);
  expect([0.12345, 0.00012, 12345, 0, 2].map(formatLoss)).toEqual([
    '0.123',
    '1e-4',
    '1e4',
    '0',
    '2',
  ]);
});

test('French has a decimal comma', () => {
  changeExperiment({ language: 'fr' });
  expect([formatDistance(0.00324), formatSmoothness(0.5), formatLoss(0.12345)]).toEqual([
    '3,24',
    '0,50',
    '0,123',
  ]);
  expect([formatSamples(4096), formatSamples(1000), formatRate(1712)]).toEqual([
    '4,1k',
    '1k',
    '1,7k/s',
  ]);
  changeExperiment({ language: 'en' });
  expect(formatSmoothness(0.5)).toBe('0.50');
});
