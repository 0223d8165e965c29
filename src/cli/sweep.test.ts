/** Sweeps as processes: on this machine, and over a queue; cut off, gone on with, and refused. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRedis } from '../../scripts/redis.js';
import { startCommand } from '../../tests/commandProcess.ts';
import { freePort, type RedisServer, startRedis } from '../../tests/redisServer.ts';
import { readResults } from '../sweep/resultsFolder.ts';
import { decodeCheckpoint } from '../training/checkpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'betwixt-sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

const names = ['acai-1', 'acai-2', 'baseline-1', 'baseline-2'];
const samples = 1536;
/** So small that a run takes seconds; the critic's term is there from the start. */
const settings = [
  ...['depth=4', 'criticDepth=2', 'scales=2', 'latentChannels=4'].map((s) => `architecture.${s}`),
  ...['batch=8', 'adversaryRamp=null'].map((s) => `schedule.${s}`),
].flatMap((setting) => ['--set', setting]);
const tiny = [
  ...['--methods', 'acai,baseline', '--seeds', '2', '--samples', `${samples}`, ...settings],
  ...['--evaluate-every', '768', '--interpolations', '16', '--checkpoint-every', '128'],
];

const sweep = (out: string, ...more: string[]) =>
  startCommand('sweep', [...tiny, '--out', out, ...more]);

async function tableOf(out: string): Promise<string> {
  const table = startCommand('table', [out, '--format', 'csv']);
  expect(await table.ended).toBe(0);
  return table.output;
}

const checkpointOf = (out: string, name: string) =>
  decodeCheckpoint(readFileSync(join(out, 'checkpoints', `${name}.safetensors`)));

/** The same numbers to the bit, whatever way led there; only times may differ. */
async function expectSame(out: string, reference: string): Promise<void> {
  const [{ records }, expected] = [await readResults(out), await readResults(reference)];
  expect([...records.keys()].sort()).toEqual(names);
  for (const name of names) {
    const numbers = ({ evaluations }: NonNullable<ReturnType<typeof records.get>>) =>
      evaluations.map(({ seconds: _, ...metrics }) => metrics);
    expect(numbers(records.get(name)!)).toEqual(numbers(expected.records.get(name)!));
    const { engine: _, ...checkpoint } = checkpointOf(out, name);
    expect(checkpoint).toEqual(expect.objectContaining({ samples, kind: 'checkpoint' }));
    const { engine: __, ...original } = checkpointOf(reference, name);
    expect(checkpoint).toEqual(original);
  }
  expect(await tableOf(out)).toBe(await tableOf(reference));
}

/** Every file with when it was written, to tell that nothing was touched. */
function traces(out: string): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((path) => `${path} ${statSync(join(out, path)).mtimeMs}`)
    .sort();
}

// Processes start slowly on a busy machine.
describe('npm run sweep', { timeout: 240_000 }, () => {
  const reference = join(folder, 'reference');

  beforeAll(async () => {
    // Fails whoever loads a queue.
    const guard = `export async function resolve(name, context, next) {
      if (/bullmq|ioredis/.test(name)) throw new Error('loaded ' + name);
      return next(name, context);
    }`;
    const hook = `data:text/javascript,${encodeURIComponent(guard)}`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(hook)});`;
    const nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
    const whole = startCommand('sweep', [...tiny, '--out', reference], { nodeArguments });
    expect([await whole.ended, whole.output]).toEqual([0, expect.stringContaining('All 4 runs')]);
  }, 240_000);

  test('trains methods × seeds without loading a queue, and keeps checkpoints, curves and times', async () => {
    const { jobs, records } = await readResults(reference);
    expect([...jobs.keys()].sort()).toEqual(names);
    for (const name of names) {
      const record = records.get(name)!;
      expect(record).toMatchObject({ samples, failure: null });
      expect(record.engine).toContain('WebAssembly');
      expect(record.evaluations.map((evaluation) => evaluation.samples)).toEqual([768, samples]);
      const [half, last] = record.evaluations;
      expect(half.seconds).toBeGreaterThan(0);
      expect(last.seconds).toBeGreaterThan(half.seconds);
      expect(record.seconds).toBe(last.seconds);
      expect(record.cpuSeconds).toBeGreaterThan(0);
      expect(last.meanDistance).toBeGreaterThan(0);
      const { evaluations } = checkpointOf(reference, name);
      expect(evaluations).toEqual(record.evaluations.map(({ seconds: _, ...metrics }) => metrics));
    }
    // Different runs, or equality below says nothing.
    const distances = names.map((name) => records.get(name)!.evaluations[1].meanDistance);
    expect(new Set(distances).size).toBe(4);
    expect(readdirSync(reference).sort()).toEqual(['checkpoints', 'results.jsonl', 'sweep.json']);
  });

  test('does finished runs no second time', async () => {
    const before = traces(join(reference, 'checkpoints'));
    const again = sweep(reference);
    expect(await again.ended).toBe(0);
    expect(again.output).not.toContain('begins');
    expect(traces(join(reference, 'checkpoints'))).toEqual(before);
  });

  test('stopped by Ctrl-C or killed, it goes on from checkpoints to the same bits', async () => {
    const out = join(folder, 'stopped');
    const first = sweep(out, '--jobs', '1');
    await first.printed(/acai-1: 768 of/);
    first.kill('SIGINT');
    expect(await first.ended).toBe(130);
    expect(first.output).toContain('start the same command again to go on');
    const { samples: kept } = checkpointOf(out, 'acai-1');
    expect(kept).toBeGreaterThanOrEqual(768);
    expect(existsSync(join(out, 'results.jsonl'))).toBe(false);

    const second = sweep(out);
    const [, from] = await second.printed(/acai-1: goes on at (\d+) samples/);
    expect(Number(from)).toBe(kept);
    await second.printed(/baseline-1: 768 of/);
    second.kill('SIGKILL');
    await second.ended;

    const third = sweep(out);
    expect([await third.ended, third.output]).toEqual([0, expect.stringContaining('All 4 runs')]);
    expect(third.output).toContain('baseline-1: goes on at');
    await expectSame(out, reference);
  });

  test('a full disk ends it in one line, with finished runs kept', async () => {
    const out = join(folder, 'full');
    mkdirSync(join(out, 'checkpoints'), { recursive: true });
    symlinkSync('/dev/full', join(out, 'checkpoints/baseline-1.safetensors.part'));
    const full = sweep(out, '--jobs', '1', '--methods', 'acai,baseline', '--seeds', '1');
    expect(await full.ended).toBe(2);
    const last = full.output.trim().split('\n').at(-1);
    expect(last).toContain('baseline-1.safetensors cannot be written: ENOSPC');
    expect(last).toContain('finished runs are kept');
    const { records } = await readResults(out);
    expect([...records.keys()]).toEqual(['acai-1']);
  });

  test.each([
    ['another method', ['--methods', 'acai,gan'], /'gan'/],
    ['another preset', ['--preset', 'slow'], /quick, paper, not 'slow'|--preset .*'slow'/],
    ['seeds that run backwards', ['--seeds', '7-3'], /7-3 runs backwards/],
    ['other configs than the folder has', ['--samples', '99'], /budget: 1536 and 99/],
    [
      'a queue that is no address',
      ['--queue', 'localhost'],
      /redis:\/\/host:port, not 'localhost'/,
    ],
  ])('refuses %s in one line, with nothing touched', async (_, args, reason) => {
    const before = traces(reference);
    const refused = sweep(reference, ...args);
    expect(await refused.ended).toBe(2);
    expect(refused.output.trim().split('\n')).toHaveLength(1);
    expect(refused.output).toMatch(reason);
    if (!args.includes('--queue')) expect(traces(reference)).toEqual(before);
  });

  test('refuses a folder of another version, as the table does', async () => {
    const out = join(folder, 'version');
    mkdirSync(out);
    const sheet = JSON.stringify({ format: 'betwixt-sweep', version: 99, jobs: [] });
    writeFileSync(join(out, 'sweep.json'), sheet);
    for (const command of [sweep(out), startCommand('table', [out])]) {
      expect(await command.ended).toBe(2);
      expect(command.output.trim().split('\n')).toHaveLength(1);
      expect(command.output).toContain('version 99');
    }
    expect(readdirSync(out)).toEqual(['sweep.json']);
  });

  test('refuses a queue where nobody answers', async () => {
    const address = `redis://127.0.0.1:${await freePort()}`;
    for (const command of [
      sweep(join(folder, 'nobody'), '--queue', address),
      startCommand('sweepWorker', ['--queue', address]),
    ]) {
      expect(await command.ended).toBe(2);
      expect(command.output.trim().split('\n')).toHaveLength(1);
      expect(command.output).toContain(`${address.slice(8)} cannot be reached`);
    }
  });

  const queue = findRedis() ? test : test.skip;
  if (!findRedis()) console.warn('sweeps over a queue: skipped, for there is no redis-server');

  queue(
    'over a queue it comes to the same bits, though workers leave and die and Redis is restarted',
    async () => {
      const redis = await startRedis();
      try {
        await sweepThroughTroubles(redis, join(folder, 'queued'));
      } finally {
        await redis.stop();
      }
      await expectSame(join(folder, 'queued'), reference);
      const lines = readFileSync(join(folder, 'queued/results.jsonl'), 'utf8').trim().split('\n');
      expect(lines).toHaveLength(names.length);
    },
  );
});

async function sweepThroughTroubles(redis: RedisServer, out: string): Promise<void> {
  const startWorker = (name: string) =>
    startCommand('sweepWorker', [
      ...['--queue', redis.address, '--folder', join(folder, name)],
      ...['--concurrency', '1', '--silence-seconds', '2'],
    ]);

  // One worker leaves politely, and the sweep is stopped.
  const stopped = sweep(out, '--queue', redis.address);
  await stopped.printed(/4 runs on the queue/);
  const leaver = startWorker('leaver');
  await leaver.printed(/checkpoint at \d+ samples/);
  leaver.kill('SIGINT');
  stopped.kill('SIGINT');
  expect([await leaver.ended, await stopped.ended]).toEqual([130, 130]);
  expect(leaver.output).toContain('given back');
  expect(stopped.output).toContain('the jobs stay on the queue');

  // Three work; one is killed in mid-run, and Redis restarted.
  const collecting = sweep(out, '--queue', redis.address);
  const victim = startWorker('victim');
  const [, name] = await victim.printed(/(\S+): checkpoint at \d+ samples/);
  victim.kill('SIGKILL');
  await victim.ended;
  const others = [startWorker('second'), startWorker('third')];
  const any = (pattern: RegExp) => Promise.any(others.map((worker) => worker.printed(pattern)));
  await any(/: finished/);
  await redis.restart();
  const [, from] = await any(new RegExp(`${name}: taken at (\\d+) samples`));
  expect(Number(from)).toBeGreaterThan(0);
  expect([await collecting.ended, collecting.output]).toEqual([
    0,
    expect.stringContaining('All 4 runs'),
  ]);
  for (const worker of others) worker.kill('SIGINT');
  expect(await Promise.all(others.map((worker) => worker.ended))).toEqual([130, 130]);
}
