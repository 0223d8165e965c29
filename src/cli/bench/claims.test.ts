import { expect, test } from 'vitest';
import { benchRow } from './benchRow.ts';
import { type Claim, formatClaims, holdAgainst, verdictOf } from './claims.ts';

const step = (rest: Parameters<typeof benchRow>[0]) =>
  benchRow({ ...rest, batch: rest.batch ?? 64 });

function find(claims: readonly Claim[], words: string): Claim {
  const found = claims.filter(({ what }) => what.includes(words));
  expect(found).toHaveLength(1);
  return found[0];
}

test('each claim takes its number from its own row', () => {
  const wasm = { name: 'step paper', engine: 'wasm', medianMs: 500 };
  const claims = holdAgainst([
    step({ ...wasm, threads: 1, ratioToTorch: 0.72 }),
    step({ ...wasm, threads: 1, fractionOfKernel: 0.74 }),
    step({ ...wasm, threads: 2, ratioToOneThread: 1.45, ratioToTorch: 0.4 }),
    step({ ...wasm, name: 'step quick', threads: 1, ratioToTorch: 3 }),
    benchRow({ name: 'step paper', engine: 'webgpu', batch: 64, medianMs: 1, dispatches: 500 }),
  ]);
  expect(find(claims, 'of the bare kernel').measured).toBe(74);
  expect(find(claims, 'one lane on two threads').measured).toBe(1.45);
  expect(find(claims, 'PyTorch on one thread').measured).toBe(0.72);
  expect(find(claims, 'dispatches').measured).toBeNull();
});

test('verdicts know both senses, and what was not measured', () => {
  const claim = { what: '', unit: '', target: 5 } as const;
  expect(verdictOf({ ...claim, measured: 5, sense: 'at least' })).toBe('met');
  expect(verdictOf({ ...claim, measured: 4.9, sense: 'at least' })).toBe('not met');
  expect(verdictOf({ ...claim, measured: 5, sense: 'at most' })).toBe('met');
  expect(verdictOf({ ...claim, measured: 5.1, sense: 'at most' })).toBe('not met');
  expect(verdictOf({ ...claim, measured: null, sense: 'at most' })).toBe('not measured');
});

test('the text has a line for each claim, with its verdict', () => {
  const claims: Claim[] = [
    { what: 'speed', measured: 0.95, target: 0.6, stretch: 0.9, sense: 'at least', unit: '×' },
    { what: 'time', measured: 6000, target: 5000, sense: 'at most', unit: 'ms' },
    { what: 'else', measured: null, target: 1, sense: 'at most', unit: '' },
  ];
  const [, speed, time, other] = formatClaims(claims).split('\n');
  expect(speed).toMatch(/speed +0\.950 × +at least 0\.6 ×, 0\.9 beyond +met, and the one beyond/);
  expect(time).toMatch(/time +6000 ms +at most 5000 ms +not met/);
  expect(other).toMatch(/else +– +at most 1 +not measured/);
});
