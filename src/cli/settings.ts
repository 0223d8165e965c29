/** `--set name=value`: anything of a run's config. */
import type { RunConfig } from '../core/runConfig.ts';
import { parseRunConfig, RunConfigError } from '../core/runConfigCodec.ts';
import { UsageError } from './commandLine.ts';

/** Parts of a config that may be missing from it, by their last name. */
const optional = ['adversaryExcess', 'from'];

/** Applies 'lambda=0.5', 'schedule.batch=64', … and checks the result. @throws UsageError */
export function withSettings(config: RunConfig, settings: readonly string[]): RunConfig {
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
  const isKnown = (object: object) => Object.hasOwn(object, first) || optional.includes(first);
  if (typeof target !== 'object' || target === null || !isKnown(target)) {
    throw new UsageError(`--set ${setting}: this run has no such setting`);
  }
  if (rest.length === 0) Object.assign(target, { [first]: value });
  else setAt(Object.entries(target).find(([key]) => key === first)?.[1], rest, value, setting);
}
