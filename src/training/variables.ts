/** Which variables a run has, by its config: what a snapshot and a checkpoint must hold. */
import type { RunConfig } from '../core/runConfig.ts';
import type { VariableSpec } from '../graph/tensor.ts';
import { buildTrainingProgram } from '../methods/trainingProgram.ts';

const known = new Map<string, readonly VariableSpec[]>();

/** Every variable of a run's training step; two configs of the same networks share one list. */
export function trainingVariables(config: RunConfig): readonly VariableSpec[] {
  const { method, critic, architecture, quirks } = config;
  const key = JSON.stringify([method, critic, architecture, quirks]);
  const specs = known.get(key) ?? buildTrainingProgram(config).variables;
  known.set(key, specs);
  return specs;
}

/** Those that encode and decode: all but the optimisers' moments. */
export function snapshotVariables(config: RunConfig): readonly VariableSpec[] {
  return trainingVariables(config).filter((spec) => spec.role !== 'moment');
}
