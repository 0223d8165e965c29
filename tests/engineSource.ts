/** A worker's engines for tests: each wish opened once, and anew when its fake engine was lost. */
import type { EngineWish } from '../src/core/experiment.ts';
import type { RunConfig } from '../src/core/runConfig.ts';
import type { EngineSource, OpenedEngine } from '../src/workers/engineSource.ts';

export type OpenEngine = (wish: EngineWish, config: RunConfig) => Promise<OpenedEngine>;

export function sourceOf(open: OpenEngine): EngineSource {
  const engines = new Map<EngineWish, Promise<OpenedEngine>>();

  async function reopen(
    before: Promise<OpenedEngine> | undefined,
    ...wanted: Parameters<OpenEngine>
  ): Promise<OpenedEngine> {
    const known = await before?.catch(() => null);
    return known && !isLost(known) ? known : open(...wanted);
  }
  return {
    open(wish, config) {
      const opened = reopen(engines.get(wish), wish, config);
      engines.set(wish, opened);
      return opened;
    },
    close() {
      for (const opened of engines.values()) {
        opened.then(
          ({ engine }) => engine.dispose(),
          () => {},
        );
      }
      engines.clear();
    },
  };
}

function isLost({ engine }: OpenedEngine): boolean {
  return 'lost' in engine && engine.lost === true;
}
