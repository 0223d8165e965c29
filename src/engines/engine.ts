/** What executes a Program: the interface that the conformance suite (`conformance.ts`) holds every engine to. */
import type { Program } from '../graph/program.ts';
import type { VariableSpec } from '../graph/tensor.ts';

export type EngineName = 'wasm' | 'webgpu' | 'tfjs';

export interface Engine {
  readonly name: EngineName;
  /** For people: "WebAssembly SIMD, one thread", "tfjs on cpu", … */
  readonly description: string;
  /** Storage for variables, filled with zeros; several executables may share it. */
  createVariables(specs: readonly VariableSpec[]): Variables;
  /**
   * Plans buffers and kernels for a batch size. `variables` must hold every variable of the program.
   * @throws EngineError for a program that the engine cannot run, naming the op.
   */
  compile(program: Program, variables: Variables, options: CompileOptions): Promise<Executable>;
  /**
   * How many threads a step may take from now on, of an engine that has them: it takes what it can.
   * Results do not depend on it.
   */
  setThreads?(count: number): void;
  dispose(): void;
}

export interface CompileOptions {
  /** Samples in one batch. */
  readonly batch: number;
  /** `generated` (default): from seed and step, see `core/random.ts`. `given`: fed as inputs of their names. */
  readonly draws?: 'generated' | 'given';
}

export interface Variables {
  readonly specs: readonly VariableSpec[];
  /** A fresh copy, row-major. @throws EngineError for an unknown name. */
  read(name: string): Promise<Float32Array>;
  /** Copies `values` in. @throws EngineError for an unknown name or another length. */
  write(name: string, values: Float32Array): void;
  dispose(): void;
}

/**
 * Inputs of a step by name: a number for a runtime scalar, [batches · batch, ...shape] row-major for
 * the rest. Read during `run` only; the caller may reuse object and arrays.
 */
export type Feeds = Readonly<Record<string, number | Float32Array>>;

/** When draws happen and which Adam step this is. */
export interface Clock {
  readonly seed: number;
  /** 1-based; also the t of Adam. */
  readonly step: number;
}

export interface Executable {
  readonly program: Program;
  readonly batch: number;
  /**
   * Runs one step: outputs are computed from the variables before it, then updates are applied. An
   * engine may put it off, or leave it to another processor, until `settle` or a read.
   * @throws EngineError when a feed is missing or of another length.
   */
  run(feeds: Feeds, clock: Clock): void;
  /**
   * Resolves when every step so far is done.
   * @throws EngineLostError when one could not be, for instance because the device was lost.
   */
  settle(): Promise<void>;
  /** An output of the latest run, row-major [batches · batch, ...shape]; into `out` where given. */
  read(output: string, out?: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** Misuse of an engine, or a program that it cannot run. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/** The engine is of no use any more, for instance because its device was lost; another can be opened. */
export class EngineLostError extends EngineError {
  override name = 'EngineLostError';
}

/** The engine cannot run on this machine; the message says why and what would help. */
export class EngineUnavailableError extends Error {
  override name = 'EngineUnavailableError';
}
