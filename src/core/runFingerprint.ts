/** Whether the weights of one run fit another. */
import { methodCatalogue } from './methodCatalogue.ts';
import type { RunConfig } from './runConfig.ts';

/** What decides the shapes and the meaning of a run's weights. */
export const factNames = [
  'dataset',
  'method',
  'critic',
  'image size',
  'colours',
  'scales',
  'depth',
  'latent channels',
  'critic depth',
  'codebook size (log₂)',
] as const;

export type FactName = (typeof factNames)[number];

type Fact = [name: FactName, value: string | number];

function facts({ dataset, method, critic, architecture }: RunConfig): Fact[] {
  return [
    ['dataset', dataset],
    ['method', methodCatalogue[method].label],
    ['critic', critic ? 'yes' : 'no'],
    ['image size', architecture.size],
    ['colours', architecture.colours],
    ['scales', architecture.scales],
    ['depth', architecture.depth],
    ['latent channels', architecture.latentChannels],
    ...(critic ? [['critic depth', architecture.criticDepth] satisfies Fact] : []),
    ...(method === 'vqvae'
      ? [['codebook size (log₂)', architecture.codebookBits] satisfies Fact]
      : []),
  ];
}

/**
 * Equal for two configs exactly when a checkpoint of the one loads into a lane of the other: same dataset,
 * method, critic and architecture, parts that the method does not use left aside.
 */
export function runFingerprint(config: RunConfig): string {
  return facts(config)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/** A fact that differs; texts/session.ts says it in words. */
export interface Mismatch {
  readonly fact: FactName;
  /** In the checkpoint. */
  readonly found: string | number;
  /** In the lane. */
  readonly wanted: string | number;
}

/** Why a checkpoint does not load into a lane; empty when it does. */
export function checkpointMismatches(checkpoint: RunConfig, lane: RunConfig): Mismatch[] {
  const has = new Map(facts(checkpoint));
  return facts(lane).flatMap(([name, wanted]) => {
    const found = has.get(name);
    if (found === wanted || found === undefined) return [];
    return [{ fact: name, found, wanted }];
  });
}
