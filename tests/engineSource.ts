/** A worker's engines for tests: each wish opened once, and anew when it was told to have failed. */
import type { EngineWish } from '../src/core/experiment.ts';
import type { RunConfig } from '../src/core/runConfig.ts';
import type { Engine } from '../src/engines/engine.ts';
import type { EngineSource, OpenedEngine } from '../src/workers/engineSource.ts';

export type OpenEngine = (wish: EngineWish, config: RunConfig) => Promise<OpenedEngine>;

export function sourceOf(open: OpenEngine): EngineSource {
  const engines = new Map<EngineWish, Promise<OpenedEngine>>();
  const failed = new WeakSet<Engine>();

  async function reopen(
    before: Promise<OpenedEngine> | undefined,
    ...wanted: Parameters<OpenEngine>
  ): Promise<OpenedEngine> {
    const known = await before?.catch(() => null);
    return known && !failed.has(known.engine) ? known : open(...wanted);
  }
  return {
    open(wish, config) {
      const opened = reopen(engines.get(wish), wish, config);
      engines.set(wish, opened);
      return opened;
    },
    fail: (engine) => void failed.add(engine),
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
