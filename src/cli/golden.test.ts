import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenFolder } from '../../tests/goldenFiles.ts';

const root = join(import.meta.dirname, '../..');

/** Runs the command as npm does. */
function runGolden(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/golden.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('prints a line for each group and the totals last', async () => {
  const { code, out } = await runGolden(goldenFolder, '--engine', 'tfjs-wasm');
  const lines = out.trimEnd().split('\n');
  expect(code).toBe(0);
  expect(lines).toHaveLength(4 + 8 + 1);
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^passed {2}.+ \(\d+\)$/);
  expect(lines.at(-1)).toMatch(/^[1-9]\d{3} passed, 0 failed$/);
});

test('a folder without golden values ends it with 2 and one line', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'golden-'));
  const { code, out, err } = await runGolden(empty);
  rmSync(empty, { recursive: true });
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^.* is no folder of golden values: .* has no folder models\n$/);
});
