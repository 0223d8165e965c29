import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { evaluation, runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import { createSweepDisplay } from './sweepDisplay.ts';

const jobs = [sweepJob('acai', 1), sweepJob('vae', 1)];

function play(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const display = createSweepDisplay(jobs, new Set(), stream);
  display.event(jobs[0], { kind: 'begun', samples: 512 });
  display.event(jobs[1], { kind: 'begun', samples: 0 });
  display.event(jobs[1], { kind: 'progress', samples: 256, losses: { loss_ae: 0.125 } });
  display.event(jobs[0], { kind: 'evaluated', evaluation: evaluation(1024, 0.0025) });
  display.finished(jobs[0], runRecord(jobs[0]));
  display.failed(jobs[1], 'its worker is gone', true);
  display.end();
  return String(stream.read());
}

test('plain lines where there is no terminal', () => {
  const lines = play(false).trim().split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe('acai-1: goes on at 512 samples');
  expect(lines[1]).toBe('vae-1: begins');
  expect(lines[2]).toMatch(
    /^acai-1: 1024 of 1024 samples, mean distance 2\.50e-3, smoothness 0\.250 \(8 undefined\), .* left$/,
  );
  expect(lines[3]).toMatch(/^acai-1: finished, mean distance 1\.00e-3, .*; 1 of 2, .* left\)$/);
  expect(lines[4]).toBe('vae-1: its worker is gone; tried again');
});

test('a bar for each running job, and the time left, on a terminal', () => {
  const text = play(true);
  expect(text).toMatch(/acai-1 {2}█{8}░{8} {2}50 % {2}512/);
  expect(text).toMatch(/vae-1 {3}█{4}░{12} {2}25 % {2}256 {2}loss_ae 0\.125\n/);
  expect(text).toMatch(/1 of 2 runs finished, .* left\n/);
  // Cleared at the end: nothing after the last line but the way back to it.
  expect(text.endsWith('\x1b[J')).toBe(true);
});
