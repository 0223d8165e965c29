/** `npm run checkpoints` on a results folder whose runs are tiny. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCommand } from '../../tests/commandProcess.ts';
import { evaluation, runRecord, sweepJob } from '../../tests/sweepJobs.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { readManifest } from '../core/shippedCheckpoints.ts';
import { createDataset } from '../datasets/dataset.ts';
import { openResultsFolder } from '../sweep/resultsFolder.ts';
import type { RunRecord } from '../sweep/runRecord.ts';
import type { SweepJob } from '../sweep/sweepJob.ts';
import { createAutoencoder } from '../training/autoencoder.ts';
import { decodeCheckpoint, encodeCheckpoint, variablesOf } from '../training/checkpoint.ts';
import { evaluate } from '../training/evaluate.ts';
import { initialValue } from '../training/initialise.ts';
import { readSafetensors } from '../training/safetensors.ts';

let root: string;
let from: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'betwixt-checkpoints-'));
  from = join(root, 'results');
  out = join(root, 'public/checkpoints');
});
afterEach(() => rmSync(root, { recursive: true }));

const samples = 1024;

function tinyJob(method: MethodName, seed: number, depth = 1): SweepJob {
  const job = sweepJob(method, seed);
  const { architecture } = job.config;
  const size = { depth, criticDepth: 1, latentChannels: 2, codebookBits: 3 };
  return { ...job, config: { ...job.config, architecture: { ...architecture, ...size } } };
}

/** As after training, without any. */
function checkpointBytes({ config }: SweepJob): Uint8Array {
  const specs = variablesOf('checkpoint', config);
  return encodeCheckpoint({
    kind: 'checkpoint',
    config,
    samples,
    step: samples / config.schedule.batch,
    evaluations: [evaluation(512, 0.1), evaluation(samples, 0.05)],
    engine: 'a test',
    weights: new Map(
      specs.map(({ name }) => [name, initialValue(name, specs, config.seed)] as const),
    ),
  });
}

async function makeResults(
  runs: readonly { job: SweepJob; record?: Partial<RunRecord> }[],
): Promise<void> {
  const folder = await openResultsFolder(
    from,
    runs.map(({ job }) => job),
  );
  for (const { job, record } of runs) {
    if (record) {
      await folder.finish(runRecord(job, record), { job, bytes: checkpointBytes(job) });
    }
  }
  await folder.close();
}

const scored = (meanDistance: number) => ({ evaluations: [evaluation(samples, meanDistance)] });

async function ship(...more: string[]): Promise<{ code: number | null; output: string }> {
  const command = startCommand('checkpoints', ['--from', from, '--out', out, ...more]);
  return { code: await command.ended, output: command.output };
}

// Processes start slowly on a busy machine.
describe('npm run checkpoints', { timeout: 120_000 }, () => {
  test('ships the best run of each method, measured from the file itself', async () => {
    const acai = [1, 2, 3, 4].map((seed) => tinyJob('acai', seed));
    const baseline = tinyJob('baseline', 1);
    await makeResults([
      { job: acai[0], record: scored(0.02) },
      { job: acai[1], record: scored(0.01) },
      { job: acai[2], record: { ...scored(0.001), failure: 'it diverged' } },
      { job: acai[3] },
      { job: baseline, record: scored(0.03) },
    ]);
    const { code, output } = await ship('--methods', 'acai,baseline');
    expect(output).toContain('2 checkpoints');
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'acai.safetensors',
      'baseline.safetensors',
      'manifest.json',
    ]);

    const text = readFileSync(join(out, 'manifest.json'), 'utf8');
    const files = readManifest(text);
    expect(files.map(({ file, samples, config }) => [file, samples, config.seed])).toEqual([
      ['acai.safetensors', samples, 2],
      ['baseline.safetensors', samples, 1],
    ]);

    const bytes = new Uint8Array(readFileSync(join(out, 'acai.safetensors')));
    for (const { type } of readSafetensors(bytes).tensors.values()) expect(type).toBe('F16');
    const shipped = decodeCheckpoint(bytes);
    expect(shipped).toMatchObject({ kind: 'snapshot', samples, config: acai[1].config });

    const engine = await openTestEngine();
    const autoencoder = createAutoencoder(engine, shipped.config);
    autoencoder.load(shipped.weights);
    const metrics = await evaluate(autoencoder, createDataset(shipped.config).testImages());
    engine.dispose();
    expect(shipped.evaluations).toEqual([
      { ...evaluation(512, 0.1), seconds: undefined },
      { samples, ...metrics },
    ]);
    expect(JSON.parse(text).checkpoints[0]).toEqual({
      file: 'acai.safetensors',
      bytes: bytes.length,
      method: 'acai',
      config: acai[1].config,
      seed: 2,
      samples,
      engine: 'WebAssembly SIMD, one thread',
      commit: 'abc',
      interpolations: 256,
      metrics: JSON.parse(JSON.stringify(metrics)),
    });

    const one = await ship('--methods', 'acai', '--seed', '1');
    expect(one.code).toBe(0);
    const again = readManifest(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(again.map(({ config }) => [config.method, config.seed])).toEqual([['acai', 1]]);
  });

  test('refuses what cannot be shipped in one line, and writes nothing', async () => {
    const [vae, large] = [tinyJob('vae', 1), tinyJob('baseline', 1, 24)];
    const damaged = tinyJob('dropout', 1);
    await makeResults([
      { job: vae },
      { job: large, record: scored(0.01) },
      { job: damaged, record: scored(0.01) },
    ]);
    writeFileSync(join(from, 'checkpoints', `${damaged.name}.safetensors`), 'not at all');
    mkdirSync(join(root, 'empty'));
    const refusals = [
      [['--methods', 'baseline,vae'], 'no finished quick run of vae'],
      [['--methods', 'baseline', '--preset', 'paper'], 'no finished paper run of baseline'],
      [['--methods', 'baseline'], 'in half precision, and 1500000 is the most'],
      [['--methods', 'dropout'], 'dropout-1.safetensors: The file cannot be read'],
      [['--methods', 'gan'], "'gan'"],
      [['--from', join(root, 'empty')], 'no results folder'],
    ] as const;
    for (const [args, reason] of refusals) {
      const { code, output } = await ship(...args);
      expect(output).toContain(reason);
      expect(output.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(2);
    }
    expect(readdirSync(root).sort()).toEqual(['empty', 'results']);
  });
});
