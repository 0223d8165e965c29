/** `npm run sweep:worker`: trains what sweeps put on a queue, on this machine. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { forkJobs } from '../sweep/jobProcess.ts';
import { workOnQueue } from '../sweep/queue/workOnQueue.ts';
import { SweepError } from '../sweep/sweepError.ts';
import { note, readArguments, readWholeNumber, runCommand, UsageError } from './commandLine.ts';
import { listenForInterruption } from './interruption.ts';
import { loadKernels } from './openEngine.ts';

const usage = `npm run sweep:worker -- --queue redis://host:port [options]
  --concurrency      runs at a time (default: as many as cores)
  --folder           where checkpoints are meanwhile (default .cache/sweep)
  --silence-seconds  after which a worker's runs go to others (default 30)`;

const interruptedCode = 130;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      queue: { type: 'string' },
      concurrency: { type: 'string', default: String(availableParallelism()) },
      folder: { type: 'string', default: join(import.meta.dirname, '../../.cache/sweep') },
      'silence-seconds': { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  if (values.queue === undefined) throw new UsageError('--queue is missing: redis://host:port');
  const concurrency = readWholeNumber('concurrency', values.concurrency);
  const silenceMs = 1000 * readWholeNumber('silence-seconds', values['silence-seconds']);
  const interruption = listenForInterruption();
  await loadKernels('simd-threads');
  await workOnQueue({
    queue: values.queue,
    concurrency,
    folder: values.folder,
    silenceMs,
    startJob: forkJobs(new URL('./sweepJob.ts', import.meta.url)),
    note: (text) => process.stdout.write(`${text}\n`),
    signal: interruption.signal,
  });
  interruption.stop();
  note('Ended; running jobs were given back with their checkpoints, and other workers go on.');
  return interruptedCode;
}

await runCommand(main, [], [SweepError]);
