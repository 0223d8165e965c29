/** One run of a sweep: everything that its numbers depend on. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { canonicalJson } from '../core/canonicalJson.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { parseRunConfig, RunConfigError } from '../core/runConfigCodec.ts';
import { SweepError } from './sweepError.ts';

export interface SweepJob {
  /** Of the run within a results folder, and of its files: 'acai-1'. */
  readonly name: string;
  readonly config: RunConfig;
  /** As `--engine` names it. */
  readonly engine: string;
  /** Samples between evaluations; 0 evaluates only at the end. */
  readonly evaluateEvery: number;
  /** Of an evaluation. */
  readonly interpolations: number;
  /** About how many samples a run that is cut off may lose; no number depends on it. */
  readonly checkpointEvery: number;
}

/** What a sweep trains with each seed. */
export interface Variant {
  readonly method: MethodName;
  /** Whether it carries one besides what the method is. */
  readonly critic: boolean;
}

export function jobName({ method, critic }: Variant, seed: number): string {
  return `${method}${critic ? '+critic' : ''}-${seed}`;
}

/** Equal for two jobs exactly when they come to the same numbers on the same code. */
export function jobFingerprint({ config, engine, evaluateEvery, interpolations }: SweepJob) {
  const facts = canonicalJson({ config, engine, evaluateEvery, interpolations });
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}

/** The first part that differs, as people read it: "schedule.batch: 32 and 64"; null when none does. */
export function jobDifference(one: SweepJob, other: SweepJob): string | null {
  const parts = (job: SweepJob) => {
    const { checkpointEvery: _, name: __, config, ...rest } = job;
    return leaves({ ...config, ...rest });
  };
  const [ones, others] = [parts(one), parts(other)];
  for (const path of new Set([...ones.keys(), ...others.keys()])) {
    const [a, b] = [ones.get(path), others.get(path)];
    if (a !== b) return `${path}: ${a ?? 'nothing'} and ${b ?? 'nothing'}`;
  }
  return null;
}

function leaves(value: unknown, path = ''): Map<string, string> {
  if (!isObject(value)) return new Map([[path, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [
      ...leaves(part, path === '' ? key : `${path}.${key}`),
    ]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema = v.object({
  // It becomes a file's name.
  name: v.pipe(v.string(), v.regex(/^[\w+]+-\d+$/)),
  config: v.unknown(),
  engine: v.string(),
  evaluateEvery: count,
  interpolations: v.pipe(count, v.minValue(1)),
  checkpointEvery: count,
});

/** A job from a file or a queue. @throws SweepError when it is none. */
export function parseSweepJob(value: unknown): SweepJob {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new SweepError(`not a sweep's job: ${result.issues[0].message}`);
  try {
    return { ...result.output, config: parseRunConfig(result.output.config) };
  } catch (error) {
    if (!(error instanceof RunConfigError)) throw error;
    throw new SweepError(`not a sweep's job: ${error.message}`);
  }
}
