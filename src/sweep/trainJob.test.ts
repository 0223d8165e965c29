import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepJob } from '../../tests/sweepJobs.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import type { Engine } from '../engines/engine.ts';
import { decodeCheckpoint } from '../training/checkpoint.ts';
import type { JobEvent } from './jobMessages.ts';
import type { RunRecord } from './runRecord.ts';
import { SweepError } from './sweepError.ts';
import type { SweepJob } from './sweepJob.ts';
import { trainJob } from './trainJob.ts';

const plain = sweepJob('acai', 3);
const { architecture, schedule } = plain.config;
const job: SweepJob = {
  ...plain,
  config: {
    ...plain.config,
    architecture: { ...architecture, depth: 1, criticDepth: 1, scales: 2, latentChannels: 2 },
    schedule: { ...schedule, batch: 8, adversaryRamp: null },
    budget: 1000,
  },
  evaluateEvery: 400,
  interpolations: 2,
  checkpointEvery: 100,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betwixt-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly record: RunRecord | null;
  readonly events: readonly JobEvent[];
}

/** Trains until `stopAt` says so of an event, or to the end. */
async function train(
  path: string,
  stopAt: (event: JobEvent) => boolean = () => false,
  { engine, commit = 'abc' }: { engine?: Engine; commit?: string } = {},
): Promise<Outcome> {
  const interruption = { asked: false };
  const events: JobEvent[] = [];
  const record = await trainJob(job, path, {
    engine: engine ?? (await openTestEngine()),
    interruption,
    commit,
    tell(event) {
      events.push(event);
      if (stopAt(event)) interruption.asked = true;
    },
  });
  return { record, events };
}

const withoutTimes = (record: RunRecord | null) =>
  record?.evaluations.map(({ seconds: _, ...metrics }) => metrics);

test('stopped and gone on with, a run comes to the same bits, and its times add up', async () => {
  const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
  const { record, events } = await train(whole);
  expect(record).toMatchObject({ samples: 1000, failure: null, commits: ['abc'] });
  expect(record?.evaluations.map(({ samples }) => samples)).toEqual([400, 800, 1000]);
  const saved = events.flatMap((event) => (event.kind === 'saved' ? [event.samples] : []));
  expect(saved.length).toBeGreaterThanOrEqual(3);

  const first = await train(broken, (event) => event.kind === 'saved');
  expect(first.record).toBeNull();
  const second = await train(broken, (event) => event.kind === 'evaluated', { commit: 'def' });
  expect(second.record).toBeNull();
  const at = decodeCheckpoint(readFileSync(broken)).samples;
  expect(at).toBeLessThan(1000);
  const third = await train(broken, undefined, { commit: 'def' });
  expect(third.events[0]).toEqual({ kind: 'begun', samples: at });
  expect(withoutTimes(third.record)).toEqual(withoutTimes(record));
  expect(decodeCheckpoint(readFileSync(broken))).toEqual(decodeCheckpoint(readFileSync(whole)));
  expect(third.record?.commits).toEqual(['abc', 'def']);
  const seconds = third.record?.evaluations.map((evaluation) => evaluation.seconds) ?? [];
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  expect(third.record?.seconds).toBe(seconds.at(-1));
});

test('a finished run whose line was lost is told again, and not trained', async () => {
  const path = join(folder, 'run');
  const { record } = await train(path);
  const again = await train(path);
  expect(again.record).toEqual({ ...record, cpuSeconds: again.record?.cpuSeconds });
  expect(again.events).toEqual([{ kind: 'begun', samples: 1000 }]);
});

test('a run that diverges is finished, with what it came to', async () => {
  const engine = await openTestEngine();
  let evaluated = false;
  const diverging: Engine = {
    ...engine,
    async compile(program, variables, options) {
      const executable = await engine.compile(program, variables, options);
      const read = executable.read.bind(executable);
      executable.read = async (output, out) => {
        const values = await read(output, out);
        return evaluated && output === 'loss_ae' ? values.fill(Number.NaN) : values;
      };
      return executable;
    },
  };
  const path = join(folder, 'run');
  const { record } = await train(
    path,
    (event) => {
      if (event.kind === 'saved' && event.samples >= 400) evaluated = true;
      return false;
    },
    { engine: diverging },
  );
  expect(record?.failure).toContain('loss_ae is no longer a number');
  expect(record?.evaluations.map(({ samples }) => samples)).toEqual([400]);
});

test('a damaged checkpoint is not trained over', async () => {
  const path = join(folder, 'run');
  writeFileSync(path, 'nothing of the kind');
  await expect(train(path)).rejects.toThrow(SweepError);
  await expect(train(path)).rejects.toThrow(/delete it, and the run begins anew/);
  expect(readFileSync(path, 'utf8')).toBe('nothing of the kind');
});
