/** A golden model at its initial parameters on an engine, ready to run programs. */
import * as v from 'valibot';
import type { MethodName } from '../../core/methodCatalogue.ts';
import { latentShape, type RunConfig } from '../../core/runConfig.ts';
import type { Engine, Executable, Feeds, Variables } from '../../engines/engine.ts';
import type { Program } from '../../graph/program.ts';
import { sampleSize, type VariableSpec } from '../../graph/tensor.ts';
import { buildTrainingProgram } from '../../methods/trainingProgram.ts';
import {
  commonSchema,
  type GoldenCommon,
  goldenFeeds,
  goldenRunConfig,
  methodOf,
} from './config.ts';
import {
  type GoldenFolder,
  GoldenFolderError,
  type GoldenTensors,
  goldenNumber,
} from './folder.ts';

/** What the suite needs of an engine. */
export type GoldenEngine = Pick<Engine, 'description' | 'createVariables' | 'compile'>;

const lossesSchema = v.record(v.string(), goldenNumber);

const modelSchema = v.object({
  losses_before_step1: lossesSchema,
  losses_before_step2: lossesSchema,
  losses_before_step3: lossesSchema,
  losses_after_step3: lossesSchema,
  full_tensor_stats: v.record(
    v.string(),
    v.object({ shape: v.array(v.number()), sum: v.number(), l2: v.number(), max_abs: v.number() }),
  ),
  code_index_before_each_step: v.optional(v.array(v.array(v.number()))),
});

export interface GoldenModel {
  /** Of the file, without its ending. */
  readonly file: string;
  readonly method: MethodName;
  readonly config: RunConfig;
  readonly common: GoldenCommon;
  readonly json: v.InferOutput<typeof modelSchema>;
  /** What all models share: batch, labels, initial parameters. */
  readonly shared: GoldenTensors;
  readonly tensors: GoldenTensors;
}

/** @throws GoldenFolderError when a file is missing, damaged, or of another form. */
export function readGoldenModel(folder: GoldenFolder, file: string): GoldenModel {
  const method = methodOf(file);
  const common = folder.json('models/common', commonSchema);
  return {
    file,
    method,
    config: goldenRunConfig(common, method),
    common,
    json: folder.json(`models/${file}`, modelSchema),
    shared: folder.tensors('models/common'),
    tensors: folder.tensors(`models/${file}`),
  };
}

/** The latest outputs by name. */
export type Results = (output: string) => Promise<Float32Array>;

export class GoldenSession {
  readonly golden: GoldenModel;
  readonly training: Program;
  readonly variables: Variables;
  private readonly engine: GoldenEngine;
  private readonly compiled = new Map<Program, Executable>();

  constructor(golden: GoldenModel, engine: GoldenEngine) {
    this.golden = golden;
    this.engine = engine;
    this.training = buildTrainingProgram(golden.config);
    this.variables = engine.createVariables(this.training.variables);
    for (const spec of this.training.variables) {
      this.variables.write(spec.name, initialValue(golden, spec));
    }
  }

  /** Elements of a VQ-VAE's code: the whole latent. */
  get codeWidth(): number {
    return latentShape(this.golden.config.architecture).reduce((size, extent) => size * extent);
  }

  /** Runs a program on the golden batch (or what `feeds` puts in its place) as step `step`. */
  async run(program: Program, feeds: Feeds = {}, step = 1): Promise<Results> {
    const { common, shared, tensors } = this.golden;
    const all = goldenFeeds(program, common, shared, tensors, feeds);
    const executable = this.compiled.get(program) ?? (await this.compile(program, all));
    executable.run(all, { seed: 0, step });
    return (output) => executable.read(output);
  }

  dispose(): void {
    for (const executable of this.compiled.values()) executable.dispose();
    this.variables.dispose();
  }

  private async compile(program: Program, feeds: Feeds): Promise<Executable> {
    const options = { batch: batchOf(program, feeds), draws: 'given' } as const;
    const executable = await this.engine.compile(program, this.variables, options);
    this.compiled.set(program, executable);
    return executable;
  }
}

/** Samples in the arrays that the program's inputs are fed. */
function batchOf(program: Program, feeds: Feeds): number {
  for (const input of program.inputs) {
    const fed = 'name' in input.op ? feeds[input.op.name] : undefined;
    if (fed instanceof Float32Array) return fed.length / sampleSize(input);
  }
  throw new GoldenFolderError(`${program.name} has no input that tells its batch`);
}

/** An initial value: the model's own, else the one that all models share. */
export function initialValue(golden: GoldenModel, spec: VariableSpec): Float32Array<ArrayBuffer> {
  const { name, shape, role, initialiser } = spec;
  const size = sampleSize({ shape, batches: 0 });
  if (role === 'moment' || (initialiser.kind === 'zeros' && role === 'state')) {
    return new Float32Array(size);
  }
  const stored = `init/${initialiser.kind === 'copy' ? initialiser.of : name}`;
  const source = golden.tensors.has(stored) ? golden.tensors : golden.shared;
  const values = source.f32(stored);
  if (values.length !== size) {
    throw new GoldenFolderError(
      `${golden.file}: ${stored} has ${values.length} elements, and [${shape.join(', ')}] needs ${size}`,
    );
  }
  return values;
}
