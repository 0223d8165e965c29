/** The arguments of `npm run train`. */
import { methodNames } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { presetNames, type RunConfig } from '../core/runConfig.ts';
import { parseRunConfig, RunConfigError } from '../core/runConfigCodec.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { readArguments, readChoice, readWholeNumber, UsageError } from './commandLine.ts';
import { type NodeEngine, nodeEngines } from './openEngine.ts';

export const trainUsage = `npm run train -- --method acai --out acai.safetensors [options]
  --method           ${methodNames.join(', ')}
  --critic           let any method carry a critic
  --preset           quick (default) or paper
  --samples          how many to see (default: the preset's)
  --seed             default 1
  --set name=value   a hyperparameter, or with a dotted name anything of the config; may be repeated
  --out              the checkpoint file
  --resume           go on from that file
  --engine           ${nodeEngines.join(', ')} (default wasm)
  --threads          that a step may take on wasm, where results do not depend on it (default: all cores)
  --evaluate-every   samples between evaluations (default 65536; 0: only at the end)`;

export interface TrainOptions {
  readonly out: string;
  readonly resume: boolean;
  readonly engine: NodeEngine;
  /** That a step may take, of an engine that has them. */
  readonly threads: number;
  /** Samples between evaluations; 0 evaluates only at the end. */
  readonly evaluateEvery: number;
  /** The config asked for; a resumed run's checkpoint fills in what was not. */
  readonly configFor: (checkpoint: Checkpoint | undefined) => RunConfig;
}

/** Null when help was asked for. @throws UsageError */
export function readTrainOptions(args: string[]): TrainOptions | null {
  const { values } = readArguments({
    args,
    options: {
      method: { type: 'string' },
      critic: { type: 'boolean' },
      preset: { type: 'string' },
      samples: { type: 'string' },
      seed: { type: 'string' },
      set: { type: 'string', multiple: true },
      out: { type: 'string' },
      resume: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'wasm' },
      threads: { type: 'string' },
      'evaluate-every': { type: 'string', default: '65536' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (!values.out) throw new UsageError('--out is missing: say where to save the checkpoint');
  if (!values.method && !values.resume) {
    throw new UsageError(`--method is missing: one of ${methodNames.join(', ')}`);
  }
  const method = values.method && readChoice('method', values.method, methodNames);
  const preset = values.preset && readChoice('preset', values.preset, presetNames);
  const seed = values.seed === undefined ? undefined : readWholeNumber('seed', values.seed, 0);
  const samples =
    values.samples === undefined ? undefined : readWholeNumber('samples', values.samples);

  function configFor(checkpoint: Checkpoint | undefined): RunConfig {
    const saved = checkpoint?.config;
    const asked = {
      method: method || saved?.method || 'acai',
      preset: preset || saved?.preset || 'quick',
      seed: seed ?? saved?.seed ?? 1,
      critic: values.critic ?? saved?.critic ?? false,
    } as const;
    const same =
      saved &&
      saved.method === asked.method &&
      saved.preset === asked.preset &&
      saved.critic === asked.critic;
    const base = same
      ? { ...saved, seed: asked.seed }
      : presetConfig(asked.preset, asked.method, { seed: asked.seed, critic: asked.critic });
    const budget = samples ?? base.budget;
    return withSettings({ ...base, budget }, values.set ?? []);
  }

  if (!values.resume) configFor(undefined);
  return {
    out: values.out,
    resume: values.resume,
    engine: readChoice('engine', values.engine, nodeEngines),
    threads:
      values.threads === undefined
        ? Number.POSITIVE_INFINITY
        : readWholeNumber('threads', values.threads),
    evaluateEvery: readWholeNumber('evaluate-every', values['evaluate-every'], 0),
    configFor,
  };
}

/** Applies 'lambda=0.5', 'schedule.batch=64', … and checks the result. @throws UsageError */
function withSettings(config: RunConfig, settings: readonly string[]): RunConfig {
  const changed: unknown = structuredClone(config);
  for (const setting of settings) {
    const match = /^([\w.]+)=(.+)$/.exec(setting);
    if (!match) throw new UsageError(`--set takes name=value, not '${setting}'`);
    const path = match[1].includes('.') ? match[1].split('.') : ['hyperparameters', match[1]];
    setAt(changed, path, readValue(match[2], setting), setting);
  }
  try {
    return parseRunConfig(changed);
  } catch (error) {
    if (error instanceof RunConfigError) throw new UsageError(error.message);
    throw error;
  }
}

function readValue(text: string, setting: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--set takes a number, true, false or null, not '${setting}'`);
  }
}

function setAt(target: unknown, path: readonly string[], value: unknown, setting: string): void {
  const [first, ...rest] = path;
  if (typeof target !== 'object' || target === null || !Object.hasOwn(target, first)) {
    throw new UsageError(`--set ${setting}: this run has no such setting`);
  }
  if (rest.length === 0) Object.assign(target, { [first]: value });
  else setAt(Object.entries(target).find(([key]) => key === first)?.[1], rest, value, setting);
}
