/** Whether the weights of one run fit another. */
import { methodCatalogue } from './methodCatalogue.ts';
import type { RunConfig } from './runConfig.ts';

/** What decides the shapes and the meaning of a run's weights, as people read it. */
function facts({ dataset, method, critic, architecture }: RunConfig): [string, string | number][] {
  return [
    ['dataset', dataset],
    ['method', methodCatalogue[method].label],
    ['critic', critic ? 'yes' : 'no'],
    ['image size', architecture.size],
    ['colours', architecture.colours],
    ['scales', architecture.scales],
    ['depth', architecture.depth],
    ['latent channels', architecture.latentChannels],
    ...(critic ? [['critic depth', architecture.criticDepth] satisfies [string, number]] : []),
    ...(method === 'vqvae'
      ? [['codebook size (log₂)', architecture.codebookBits] satisfies [string, number]]
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

/** Why a checkpoint does not load into a lane, a sentence for each difference; empty when it does. */
export function checkpointMismatches(checkpoint: RunConfig, lane: RunConfig): string[] {
  const has = new Map(facts(checkpoint));
  return facts(lane).flatMap(([name, wanted]) => {
    const found = has.get(name);
    if (found === wanted || found === undefined) return [];
    return [`${name} is ${found} in the checkpoint and ${wanted} in the lane`];
  });
}
