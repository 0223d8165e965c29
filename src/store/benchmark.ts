/** What the Benchmark page shows besides the paper's values, and what it can ask for. */
import { createStore } from 'zustand/vanilla';
import type { BenchmarkRun } from '../core/benchmarkRun.ts';
import type { Endpoints } from '../core/experiment.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { ShippedRun } from '../core/shippedCheckpoints.ts';

/** A run that was trained on this page, now or at an earlier visit. */
export interface HereRun {
  readonly id: string;
  readonly run: BenchmarkRun;
}

/** A run that is to be trained; how far it is, the runs' store says under its id. */
export interface QueuedRun {
  readonly id: string;
  readonly config: RunConfig;
  readonly state: 'waiting' | 'running' | 'measuring';
}

/** Strips of one checkpoint; pixels are on the picture board, under `stripRow`. */
export interface CheckpointStrips {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly message: string | null;
  readonly pairs: readonly Endpoints[];
  /** One for each pair, once they are ready. */
  readonly numbers: readonly { readonly meanDistance: number; readonly smoothness: number }[];
}

export interface BenchmarkState {
  /** 'asleep' until the page is opened for the first time. */
  readonly state: 'asleep' | 'loading' | 'ready';
  /** Runs that ship with the page. */
  readonly published: readonly BenchmarkRun[];
  /** Why there are none; null when there are. */
  readonly fault: string | null;
  /** Checkpoints that ship with the page. */
  readonly shipped: readonly ShippedRun[];
  readonly here: readonly HereRun[];
  readonly queue: readonly QueuedRun[];
  readonly strips: CheckpointStrips | null;
}

export const benchmarkStore = createStore<BenchmarkState>(() => ({
  state: 'asleep',
  published: [],
  fault: null,
  shipped: [],
  here: [],
  queue: [],
  strips: null,
}));

/** Where the picture board has the strip of the i-th pair, and the ideal one beside it. */
export function stripRow(pair: number, ideal: boolean): string {
  return `benchmark ${ideal ? 'ideal ' : ''}${pair}`;
}

/** The weights to show: a file that ships with the page, or a run of this page. */
export type Weights = { readonly file: string } | { readonly id: string };

export interface BenchmarkCommands {
  /** Trains these in the background; those that are there or under way are left out. */
  run(configs: readonly RunConfig[]): void;
  /** Takes a run out of the queue, or ends it; nothing of it is kept. */
  cancel(id: string): void;
  forget(id: string): void;
  showStrips(weights: Weights, pairs: readonly Endpoints[]): void;
  hideStrips(): void;
  download(bytes: ArrayBuffer, name: string): void;
}

let provided: BenchmarkCommands | null = null;

export function provideBenchmark(commands: BenchmarkCommands): void {
  provided = commands;
}

/** @throws Error before the store's state is 'ready'. */
export function benchmarkCommands(): BenchmarkCommands {
  if (!provided) throw new Error('The benchmark has not been loaded');
  return provided;
}
