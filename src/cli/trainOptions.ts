/** The arguments of `npm run train`. */
import { methodNames } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { presetNames, type RunConfig } from '../core/runConfig.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { readArguments, readChoice, readWholeNumber, UsageError } from './commandLine.ts';
import { type NodeEngine, nodeEngines } from './openEngine.ts';
import { withSettings } from './settings.ts';

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
