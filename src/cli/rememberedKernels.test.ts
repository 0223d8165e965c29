import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRemembered } from './rememberedKernels.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betwixt-'));
  path = join(folder, 'cache', 'kernels.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = () => new Promise(setImmediate);

test('findings are kept for each adapter', async () => {
  const card = openRemembered('card', path);
  expect(card.get('3×3')).toBeUndefined();
  card.set('3×3', 2);
  card.set('1×1', 0);
  expect(card.get('3×3')).toBe(2);
  await written();
  const other = openRemembered('other', path);
  expect(other.get('3×3')).toBeUndefined();
  other.set('3×3', 1);
  await written();

  expect(openRemembered('card', path).get('3×3')).toBe(2);
  expect(openRemembered('card', path).get('1×1')).toBe(0);
  expect(openRemembered('other', path).get('3×3')).toBe(1);
  expect(readdirSync(join(folder, 'cache'))).toEqual(['kernels.json']);
});

test.each([
  ['cut off', (whole: string) => whole.slice(0, -5)],
  ['of another version', (whole: string) => whole.replace('"version":1', '"version":0')],
  ['with something else in it', (whole: string) => whole.replace(':2', ':"two"')],
  ['no object', () => '[]'],
])('a file that is %s is ignored, and replaced', async (_what, damage) => {
  openRemembered('card', path).set('3×3', 2);
  await written();
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, damage(whole));
  const again = openRemembered('card', path);
  expect(again.get('3×3')).toBeUndefined();
  again.set('3×3', 2);
  await written();
  expect(readFileSync(path, 'utf8')).toBe(whole);
});

test('where nothing can be written all works, and nothing is kept', async () => {
  writeFileSync(join(folder, 'file'), '');
  const below = join(folder, 'file', 'kernels.json');
  const card = openRemembered('card', below);
  card.set('3×3', 2);
  await written();
  expect(card.get('3×3')).toBe(2);
  expect(openRemembered('card', below).get('3×3')).toBeUndefined();
});
