import type { MethodName } from '../../core/methodCatalogue.ts';

export interface SoakPlan {
  readonly engine: 'wasm' | 'webgpu';
  /** One lane each. */
  readonly methods: readonly MethodName[];
  /** How often the lanes are started and stopped. */
  readonly rounds: number;
  /** Of each lane in a round. */
  readonly steps: number;
}

/** What was held at the end of a round. */
export interface Round {
  /** Of all lanes together so far. */
  readonly steps: number;
  /** MB by name. */
  readonly sizes: Readonly<Record<string, number>>;
}
