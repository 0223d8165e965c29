/** Run configs from outside (checkpoints, command line): checked before anything is built from them. */
import * as v from 'valibot';
import { lineSize } from './lines.ts';
import { hyperparametersOf, methodCatalogue, methodNames } from './methodCatalogue.ts';
import {
  datasetNames,
  maximumBudget,
  maximumSeed,
  presetNames,
  type RunConfig,
} from './runConfig.ts';

/** A value is no run config; the message names every part that is wrong, and what it should be. */
export class RunConfigError extends Error {
  override name = 'RunConfigError';
}

type Received = { readonly received: string };

const whole = (minimum: number, maximum: number) => {
  const message = ({ received }: Received) =>
    `must be a whole number from ${minimum} to ${maximum}, not ${received}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(minimum, message),
    v.maxValue(maximum, message),
  );
};

const between = (minimum: number, maximum: number) => {
  const message = ({ received }: Received) =>
    `must be a number from ${minimum} to ${maximum}, not ${received}`;
  return v.pipe(v.number(message), v.minValue(minimum, message), v.maxValue(maximum, message));
};

const exactly = (value: number) =>
  v.literal(value, ({ received }) => `must be ${value}, not ${received}`);

const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, ({ received }) => `must be one of ${options.join(', ')}, not ${received}`);

const yesOrNo = v.boolean(({ received }) => `must be true or false, not ${received}`);

const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object(entries, ({ received }) => `must be an object, not ${received}`);

/** Bounds keep a foreign file from asking for more memory than there is; every preset is far inside. */
const schema = object({
  dataset: oneOf(datasetNames),
  preset: oneOf(presetNames),
  method: oneOf(methodNames),
  critic: yesOrNo,
  architecture: object({
    size: exactly(lineSize),
    colours: exactly(1),
    scales: whole(1, 5),
    depth: whole(1, 64),
    latentChannels: whole(1, 256),
    criticDepth: whole(1, 64),
    codebookBits: whole(1, 16),
  }),
  hyperparameters: v.record(
    v.string(),
    v.unknown(),
    ({ received }) => `must be an object, not ${received}`,
  ),
  schedule: object({
    batch: whole(1, 1024),
    learningRate: between(0, 1),
    decay: v.nullable(
      object({
        share: between(0, 1),
        from: v.optional(whole(0, maximumBudget)),
        samples: whole(1, maximumBudget),
      }),
    ),
    adversaryRamp: v.nullable(
      object({ from: whole(0, maximumBudget), to: whole(0, maximumBudget) }),
    ),
    adversaryExcess: v.optional(
      object({ times: between(0, 100), samples: whole(1, maximumBudget) }),
    ),
  }),
  quirks: object({ codebookStart: yesOrNo }),
  seed: whole(0, maximumSeed),
  budget: whole(1, maximumBudget),
});

type Parsed = v.InferOutput<typeof schema>;

/**
 * A fresh run config with exactly the known parts of `value`; parts of no meaning are left out.
 * @throws RunConfigError
 */
export function parseRunConfig(value: unknown): RunConfig {
  const result = v.safeParse(schema, value);
  if (!result.success) throw fault(result.issues.map(describeIssue));
  const faults: string[] = [];
  const config = { ...result.output, hyperparameters: readHyperparameters(result.output, faults) };
  const { method, critic, schedule } = config;
  if (methodCatalogue[method].adversarial && !critic) {
    faults.push(`critic must be true for ${method}`);
  }
  if (schedule.adversaryRamp && schedule.adversaryRamp.to < schedule.adversaryRamp.from) {
    faults.push('schedule.adversaryRamp.to must not be before schedule.adversaryRamp.from');
  }
  if (schedule.decay && (schedule.decay.from ?? 0) >= schedule.decay.samples) {
    faults.push('schedule.decay.from must be before schedule.decay.samples');
  }
  if (faults.length > 0) throw fault(faults);
  return config;
}

/** Exactly the hyperparameters of the method, each within its range. */
function readHyperparameters(
  { method, critic, hyperparameters }: Parsed,
  faults: string[],
): RunConfig['hyperparameters'] {
  const given = new Map(Object.entries(hyperparameters));
  const values: Record<string, number> = {};
  for (const { name, minimum, maximum } of hyperparametersOf(method, critic)) {
    const result = v.safeParse(between(minimum, maximum), given.get(name));
    if (result.success) values[name] = result.output;
    // Configs from before it could be set.
    else if (name === 'reconstruction' && !given.has(name)) values[name] = 1;
    else if (!given.has(name)) faults.push(`hyperparameters.${name} is missing`);
    else faults.push(`hyperparameters.${name} ${result.issues[0].message}`);
    given.delete(name);
  }
  const owner = critic && !methodCatalogue[method].adversarial ? `${method} + critic` : method;
  for (const name of given.keys()) {
    faults.push(`hyperparameters.${short(name, 40)} is none of ${owner}'s`);
  }
  return values;
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (!path) return `it ${issue.message}`;
  return `${path} ${issue.received === 'undefined' ? 'is missing' : issue.message}`;
}

function fault(faults: readonly string[]): RunConfigError {
  const shown = faults.slice(0, 5).map((text) => short(text, 200));
  if (faults.length > shown.length) shown.push(`and ${faults.length - shown.length} more`);
  return new RunConfigError(shown.join('; '));
}

/** What comes from outside may be of any length. */
function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
