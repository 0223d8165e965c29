/** The arguments of `npm run sweep`. */
import { availableParallelism } from 'node:os';
import { type MethodName, methodCatalogue, methodNames } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { datasetNames, maximumSeed, type PresetName, presetNames } from '../core/runConfig.ts';
import { jobName, type SweepJob, type Variant } from '../sweep/sweepJob.ts';
import { pairOffset } from '../training/evaluate.ts';
import { readArguments, readChoice, readWholeNumber, UsageError } from './commandLine.ts';
import { type NodeEngine, nodeEngines } from './openEngine.ts';
import { withSettings } from './settings.ts';

export const sweepUsage = `npm run sweep -- --table lines --preset quick --seeds 5 [options]
  --table             lines: the paper's table 1
  --methods           which, with commas (default all: ${methodNames.join(',')}); vae+critic lets one carry a critic
  --preset            ${presetNames.join(', ')} (default quick)
  --seeds             how many from 1 on, a range 3-7, or a list 1,4,9 (default 5)
  --samples           how many each run sees (default: the preset's)
  --set name=value    as of npm run train, for every method; may be repeated
  --out               the results folder (default results/<table>-<preset>)
  --engine            ${nodeEngines.join(', ')} (default wasm)
  --jobs              runs at a time (default: as many as cores)
  --evaluate-every    samples between evaluations (default 65536; 0: only at the end)
  --interpolations    of an evaluation, 1 to ${pairOffset} (default ${pairOffset})
  --checkpoint-every  about how many samples a run may lose when it is cut off (default 16384)
  --queue             redis://host:port: leave the runs to workers (npm run sweep:worker), and collect the results`;

export interface SweepOptions {
  readonly jobs: readonly SweepJob[];
  readonly out: string;
  readonly engine: NodeEngine;
  /** Jobs at a time. */
  readonly slots: number;
  readonly queue: string | undefined;
}

/** More seeds are surely a mistake. */
const mostSeeds = 1000;

/** Null when help was asked for. @throws UsageError */
export function readSweepOptions(args: string[]): SweepOptions | null {
  const { values } = readArguments({
    args,
    options: {
      table: { type: 'string', default: 'lines' },
      methods: { type: 'string', default: methodNames.join(',') },
      preset: { type: 'string', default: 'quick' },
      seeds: { type: 'string', default: '5' },
      samples: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      engine: { type: 'string', default: 'wasm' },
      jobs: { type: 'string' },
      'evaluate-every': { type: 'string', default: '65536' },
      interpolations: { type: 'string', default: String(pairOffset) },
      'checkpoint-every': { type: 'string', default: '16384' },
      queue: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const table = readChoice('table', values.table, datasetNames);
  const preset = readChoice('preset', values.preset, presetNames);
  const engine = readChoice('engine', values.engine, nodeEngines);
  const { samples } = values;
  const plan: Plan = {
    preset,
    samples: samples === undefined ? undefined : readWholeNumber('samples', samples),
    settings: values.set,
    engine,
    evaluateEvery: readWholeNumber('evaluate-every', values['evaluate-every'], 0),
    interpolations: readInterpolations(values.interpolations),
    checkpointEvery: readWholeNumber('checkpoint-every', values['checkpoint-every']),
  };
  const variants = readVariants(values.methods);
  // Every method gets its first seed before one gets its second.
  const jobs = readSeeds(values.seeds).flatMap((seed) =>
    variants.map((variant) => jobOf(variant, seed, plan)),
  );
  return {
    jobs,
    out: values.out ?? `results/${table}-${preset}`,
    engine,
    slots:
      values.jobs === undefined ? availableParallelism() : readWholeNumber('jobs', values.jobs),
    queue: values.queue,
  };
}

interface Plan extends Omit<SweepJob, 'name' | 'config'> {
  readonly preset: PresetName;
  readonly samples: number | undefined;
  readonly settings: readonly string[];
}

function jobOf(variant: Variant, seed: number, { preset, samples, settings, ...rest }: Plan) {
  const base = presetConfig(preset, variant.method, { seed, critic: variant.critic });
  const config = withSettings({ ...base, budget: samples ?? base.budget }, settings);
  return { name: jobName(variant, seed), config, ...rest };
}

function readInterpolations(text: string): number {
  const count = readWholeNumber('interpolations', text);
  if (count <= pairOffset) return count;
  throw new UsageError(`--interpolations is at most ${pairOffset}`);
}

/** 'acai,vae+critic'; acai has its critic anyway. */
function readVariants(text: string): Variant[] {
  const variants = text.split(',').map((part): Variant => {
    const [name, ...rest] = part.trim().split('+');
    const method: MethodName = readChoice('methods', name, methodNames);
    if (rest.length > 0 && rest.join('+') !== 'critic') {
      throw new UsageError(`--methods takes method or method+critic, not '${part}'`);
    }
    return { method, critic: rest.length > 0 && !methodCatalogue[method].adversarial };
  });
  return [...new Map(variants.map((variant) => [jobName(variant, 0), variant])).values()];
}

/** '5', '3-7', '1,4,9' or '1-3,9'. @throws UsageError */
export function readSeeds(text: string): number[] {
  const fault = (reason: string) =>
    new UsageError(
      `--seeds takes how many (5), a range (3-7) or a list (1,4,9), and not '${text}': ${reason}`,
    );
  if (/^\d+$/.test(text)) {
    if (Number(text) < 1) throw fault('there must be one');
    return expand(1, Number(text));
  }
  const seeds = text.split(',').flatMap((part) => {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (!match) throw fault(`'${part}' is no seed and no range`);
    return expand(Number(match[1]), Number(match[2] ?? match[1]));
  });
  return [...new Set(seeds)];

  function expand(first: number, last: number): number[] {
    if (last < first) throw fault(`${first}-${last} runs backwards`);
    if (last > maximumSeed) throw fault(`seeds are at most ${maximumSeed}`);
    if (last - first >= mostSeeds) throw fault(`that is more than ${mostSeeds}`);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
}
