/** The commands as processes: what they print, and their exit codes. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'betwixt-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly notes: string;
}

function run(command: string, ...args: string[]): Promise<Outcome> {
  const script = join(import.meta.dirname, `${command}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.on('data', (text) => {
    output.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = output.stdout.split('\n').filter((line) => line !== '');
      resolve({ code, lines: lines.map((line) => JSON.parse(line)), notes: output.stderr });
    });
  });
}

// Processes start slowly on a busy machine.
describe('commands', { timeout: 120_000 }, () => {
  it('say in one line what is wrong with their arguments, with exit code 2', async () => {
    const { code, lines, notes } = await run('train', '--method', 'gan', '--out', 'nothing');
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(notes.trim().split('\n')).toHaveLength(1);
    expect(notes).toContain("'gan'");
  });

  it('refuse a file that is no checkpoint, with exit code 1', async () => {
    const path = join(folder, 'no.safetensors');
    writeFileSync(path, 'not at all');
    const { code, lines, notes } = await run('evaluate', path);
    expect(code).toBe(1);
    expect(lines).toEqual([]);
    expect(notes.trim().split('\n')).toHaveLength(1);
    expect(notes).toContain(path);
  });

  it('train, resume and evaluate', async () => {
    const path = join(folder, 'tiny.safetensors');
    const tiny = ['depth', 'criticDepth', 'latentChannels'].flatMap((name) => [
      '--set',
      `architecture.${name}=1`,
    ]);
    const batch = ['--set', 'schedule.batch=4'];
    const trained = await run(
      'train',
      '--method',
      'acai',
      '--samples',
      '8',
      '--out',
      path,
      ...tiny,
      ...batch,
    );
    expect([trained.code, trained.notes]).toEqual([0, '']);
    expect(trained.lines.at(-1)).toMatchObject({ kind: 'result', method: 'acai', samples: 8 });

    const resumed = await run('train', '--resume', '--samples', '12', '--out', path);
    expect([resumed.code, resumed.notes]).toEqual([0, '']);
    expect(resumed.lines[0]).toMatchObject({ kind: 'start', samples: 8, budget: 12 });
    const result = resumed.lines.at(-1);
    expect(result).toMatchObject({ kind: 'result', samples: 12 });

    const evaluated = await run('evaluate', path);
    expect([evaluated.code, evaluated.notes]).toEqual([0, '']);
    for (const name of ['meanDistance', 'smoothness', 'smoothnessPlain', 'undefinedScores']) {
      expect(result).toHaveProperty(name);
      expect(evaluated.lines[0][name]).toEqual(result?.[name]);
    }
    expect(evaluated.lines[0].reconstruction).toEqual(result?.reconstruction);
  });
});
