/** `--set name=value`: anything of a run's config. */
import type { RunConfig } from '../core/runConfig.ts';
import { parseRunConfig, RunConfigError } from '../core/runConfigCodec.ts';
import { UsageError } from './commandLine.ts';

/** Applies 'lambda=0.5', 'schedule.batch=64', … and checks the result. @throws UsageError */
export function withSettings(config: RunConfig, settings: readonly string[]): RunConfig {
  const changed: unknown = structuredClone(config);
  const paths: [setting: string, path: readonly string[]][] = [];
  for (const setting of settings) {
    const match = /^([\w.]+)=(.+)$/.exec(setting);
    if (!match) throw new UsageError(`--set takes name=value, not '${setting}'`);
    const path = match[1].includes('.') ? match[1].split('.') : ['hyperparameters', match[1]];
    if (path[0] === 'hyperparameters' && !(path[1] in config.hyperparameters))
      throw noSuch(setting);
    setAt(changed, path, readValue(match[2], setting), setting);
    paths.push([setting, path]);
  }
  const parsed = parse(changed);
  // A schedule has parts that a preset leaves out; what no config has is left out by the codec.
  for (const [setting, path] of paths) if (!has(parsed, path)) throw noSuch(setting);
  return parsed;
}

function parse(changed: unknown): RunConfig {
  try {
    return parseRunConfig(changed);
  } catch (error) {
    if (error instanceof RunConfigError) throw new UsageError(error.message);
    throw error;
  }
}

function noSuch(setting: string): UsageError {
  return new UsageError(`--set ${setting}: this run has no such setting`);
}

function has(target: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  return typeof target === 'object' && target !== null && Object.hasOwn(target, first)
    ? has(Object.entries(target).find(([key]) => key === first)?.[1], rest)
    : false;
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
  if (typeof target !== 'object' || target === null) throw noSuch(setting);
  if (rest.length === 0) Object.assign(target, { [first]: value });
  else setAt(Object.entries(target).find(([key]) => key === first)?.[1], rest, value, setting);
}
