/** How a sweep goes, for people: lines of what happened, and on a terminal a bar for each running job below them. */
import type { JobEvent } from '../sweep/jobMessages.ts';
import type { RunRecord } from '../sweep/runRecord.ts';
import type { SweepJob } from '../sweep/sweepJob.ts';
import type { SweepWatcher } from '../sweep/sweepWatcher.ts';
import { drawBar, formatDuration } from './progressBar.ts';

export interface SweepDisplay extends SweepWatcher {
  /** Takes the bars away. */
  end(): void;
}

/** What is needed of a stream. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Shown {
  readonly job: SweepJob;
  samples: number;
  text: string;
}

const redrawMs = 100;
const barWidth = 16;

/** `done` of `jobs` are finished already. */
export function createSweepDisplay(
  jobs: readonly SweepJob[],
  done: ReadonlySet<string>,
  stream: Screen = process.stdout,
): SweepDisplay {
  const running = new Map<string, Shown>();
  const left = createTimeLeft(jobs.filter(({ name }) => !done.has(name)));
  const widest = Math.max(...jobs.map(({ name }) => name.length));
  let finished = done.size;
  let lines = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function clear(): void {
    if (lines > 0) stream.write(`\x1b[${lines}A\x1b[J`);
    lines = 0;
  }

  function draw(): void {
    if (!stream.isTTY) return;
    const columns = stream.columns || 80;
    const bars = [...running.values()].map(
      ({ job, samples, text }) =>
        `${job.name.padEnd(widest)}  ${drawBar(samples, job.config.budget, barWidth)}  ${samples}  ${text}`,
    );
    const total = `${finished} of ${jobs.length} runs finished${left.text()}`;
    const all = [...bars, total].map((line) => line.slice(0, columns - 1));
    clear();
    stream.write(`${all.join('\n')}\n`);
    lines = all.length;
    drawnAt = performance.now();
  }

  function say(text: string): void {
    clear();
    stream.write(`${text}\n`);
    draw();
  }

  function event(job: SweepJob, event: JobEvent): void {
    if (event.kind === 'begun') {
      left.begin(job, event.samples);
      running.set(job.name, { job, samples: event.samples, text: '' });
      say(`${job.name}: ${event.samples > 0 ? `goes on at ${event.samples} samples` : 'begins'}`);
      return;
    }
    const shown = running.get(job.name) ?? { job, samples: 0, text: '' };
    running.set(job.name, shown);
    if (event.kind === 'evaluated') {
      const { samples } = event.evaluation;
      shown.text = inWords(event.evaluation);
      say(`${job.name}: ${samples} of ${job.config.budget} samples, ${shown.text}${left.text()}`);
    } else {
      shown.samples = event.samples;
      left.advance(job, event.samples);
      if (event.kind === 'progress' && !shown.text.startsWith('mean')) {
        shown.text = lossesInWords(event.losses);
      }
      if (performance.now() - drawnAt >= redrawMs) draw();
    }
  }

  return {
    event,
    finished(job: SweepJob, { failure, evaluations, seconds }: RunRecord) {
      running.delete(job.name);
      left.finish(job);
      finished += 1;
      const last = evaluations.at(-1);
      const result = failure ?? (last ? inWords(last) : '');
      const count = `${finished} of ${jobs.length}`;
      say(
        `${job.name}: finished, ${result} (${formatDuration(1000 * seconds)} of training; ${count}${left.text()})`,
      );
    },
    failed(job, message, again) {
      running.delete(job.name);
      say(`${job.name}: ${message}; ${again ? 'tried again' : 'given up'}`);
    },
    note: say,
    end: clear,
  };
}

type Metrics = Pick<
  RunRecord['evaluations'][number],
  'meanDistance' | 'smoothness' | 'undefinedScores'
>;

function inWords({ meanDistance, smoothness, undefinedScores }: Metrics): string {
  const none = undefinedScores > 0 ? ` (${undefinedScores} undefined)` : '';
  return `mean distance ${(1000 * meanDistance).toFixed(2)}e-3, smoothness ${smoothness.toFixed(3)}${none}`;
}

function lossesInWords(losses: Readonly<Record<string, number>>): string {
  return Object.entries(losses)
    .slice(0, 3)
    .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
    .join(', ');
}

/** By the rate of all runs together since the sweep was started. */
function createTimeLeft(jobs: readonly SweepJob[]) {
  const samples = new Map(jobs.map(({ name }) => [name, 0]));
  const budget = jobs.reduce((sum, { config }) => sum + config.budget, 0);
  let startMs: number | null = null;
  let given = 0;
  const seen = () => [...samples.values()].reduce((sum, count) => sum + count, 0);
  return {
    begin({ name }: SweepJob, count: number): void {
      startMs ??= performance.now();
      // What came out of a checkpoint took no time.
      given += count - (samples.get(name) ?? 0);
      samples.set(name, count);
    },
    advance({ name }: SweepJob, count: number): void {
      samples.set(name, count);
    },
    finish({ name, config }: SweepJob): void {
      samples.set(name, config.budget);
    },
    text(): string {
      const rate = startMs === null ? 0 : (seen() - given) / (performance.now() - startMs);
      return rate > 0 ? `, ${formatDuration((budget - seen()) / rate)} left` : '';
    },
  };
}
