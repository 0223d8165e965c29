import { expect, test } from 'vitest';
import { maximumSeed } from './runConfig.ts';
import { readSeedRange } from './seedRange.ts';

test('seeds, lists and ranges', () => {
  const cases: [string, number[]][] = [
    ['3', [3]],
    ['1-3', [1, 2, 3]],
    [' 1 – 3 , 9 ', [1, 2, 3, 9]],
    ['4,1,4', [4, 1]],
    [`0,${maximumSeed},`, [0, maximumSeed]],
  ];
  for (const [text, seeds] of cases) expect(readSeedRange(text, 10)).toEqual({ seeds });
});

test('what is none says why', () => {
  const cases: [string, object][] = [
    ['', { kind: 'empty' }],
    [' , ', { kind: 'empty' }],
    ['one', { kind: 'form', part: 'one' }],
    ['1.5', { kind: 'form', part: '1.5' }],
    ['-1', { kind: 'form', part: '-1' }],
    ['3-1', { kind: 'backwards', part: '3-1' }],
    [String(maximumSeed + 1), { kind: 'large', most: maximumSeed }],
    ['1-11', { kind: 'many', most: 10 }],
    ['1-9,20-22', { kind: 'many', most: 10 }],
  ];
  for (const [text, fault] of cases) expect(readSeedRange(text, 10)).toEqual({ fault });
});
