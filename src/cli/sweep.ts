/** `npm run sweep`: methods × seeds, on this machine or left to workers on many. */
import { EngineUnavailableError } from '../engines/engine.ts';
import { forkJobs } from '../sweep/jobProcess.ts';
import { openResultsFolder, type ResultsFolder } from '../sweep/resultsFolder.ts';
import { runLocally } from '../sweep/runLocally.ts';
import { SweepError } from '../sweep/sweepError.ts';
import type { SweepSummary } from '../sweep/sweepWatcher.ts';
import { note, runCommand } from './commandLine.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { loadKernels } from './openEngine.ts';
import { createSweepDisplay } from './sweepDisplay.ts';
import { readSweepOptions, type SweepOptions, sweepUsage } from './sweepOptions.ts';

const interruptedCode = 130;

async function main(args: string[]): Promise<number> {
  const options = readSweepOptions(args);
  if (!options) {
    note(sweepUsage);
    return 0;
  }
  const interruption = listenForInterruption();
  const folder = await openResultsFolder(options.out, options.jobs);
  try {
    return tellResult(options, folder, await run(options, folder, interruption));
  } finally {
    await folder.close();
    interruption.stop();
  }
}

async function run(
  options: SweepOptions,
  folder: ResultsFolder,
  { signal }: Interruption,
): Promise<SweepSummary> {
  const { jobs, slots, queue } = options;
  const done = jobs.filter(({ name }) => folder.records.has(name));
  const watcher = createSweepDisplay(jobs, new Set(done.map(({ name }) => name)));
  try {
    if (queue !== undefined) {
      // Only now: a sweep on this machine needs no BullMQ.
      const { runOnQueue } = await import('../sweep/queue/runOnQueue.ts');
      return await runOnQueue(jobs, { folder, queue, watcher, signal });
    }
    // Once, and not by every process.
    if (options.engine === 'wasm') await loadKernels('simd-threads');
    const startJob = forkJobs(new URL('./sweepJob.ts', import.meta.url));
    return await runLocally(jobs, { folder, slots, startJob, watcher, signal });
  } finally {
    watcher.end();
  }
}

/** Says how it ended, and returns the exit code. */
function tellResult(
  { out, jobs, queue }: SweepOptions,
  { records }: ResultsFolder,
  { failed, interrupted }: SweepSummary,
): number {
  if (interrupted) {
    note(
      queue === undefined
        ? `Stopped; the running jobs' checkpoints are in ${out}: start the same command again to go on.`
        : `Stopped; the jobs stay on the queue, and workers go on: start the same command again to collect.`,
    );
    return interruptedCode;
  }
  if (failed.length > 0) {
    const names = failed.map(({ name }) => name).join(', ');
    note(`Not finished: ${names}. Start the same command again to try again.`);
    return 1;
  }
  const diverged = jobs.filter(({ name }) => records.get(name)?.failure);
  if (diverged.length > 0) note(`Diverged: ${diverged.map(({ name }) => name).join(', ')}.`);
  note(`All ${jobs.length} runs are in ${out}: npm run table -- ${out}`);
  return 0;
}

await runCommand(main, [EngineUnavailableError], [SweepError]);
