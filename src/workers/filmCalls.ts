/** The view worker's calls about a lane's training over time. What decodes it is loaded when it is first asked for. */
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engines/engine.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { Film } from './film.ts';
import type { Projector } from './filmRows.ts';
import type { FilmRow, ViewCalls } from './protocol.ts';
import { type Handlers, Transferred } from './rpc.ts';
import { createTurns } from './turns.ts';

export interface FilmCallParts {
  readonly film: Film;
  /** A lane's newest weights. */
  readonly newest: (laneId: string) => Checkpoint | undefined;
  readonly openEngine: (config: RunConfig) => Promise<Engine>;
  readonly pause: () => Promise<void>;
}

export interface FilmCalls extends Handlers<Pick<ViewCalls, 'film' | 'filmRows'>> {
  /** Lets go of the networks that a lane's film is decoded with. */
  forget(laneId: string): void;
  close(): void;
}

export function createFilmCalls({ film, newest, openEngine, pause }: FilmCallParts): FilmCalls {
  const turns = createTurns();
  let shown: { readonly laneId: string; readonly projector: Projector } | null = null;

  async function projectorOf(laneId: string): Promise<Projector> {
    if (shown?.laneId === laneId) return shown.projector;
    shown?.projector.dispose();
    const { createProjector } = await import('./filmRows.ts');
    shown = { laneId, projector: createProjector(openEngine, pause) };
    return shown.projector;
  }

  function forget(laneId: string): void {
    if (shown?.laneId !== laneId) return;
    shown.projector.dispose();
    shown = null;
  }

  return {
    async film({ laneId }) {
      await film.taken();
      const kept = film.moments(laneId);
      const now = newest(laneId)?.samples;
      const isKept = now === undefined || kept.at(-1) === now;
      return {
        moments: isKept ? kept : [...kept, now],
        bytes: film.bytes(laneId),
        take: film.takeOf(laneId),
      };
    },
    filmRows: ({ laneId, moments, ...wish }) =>
      turns.take(async () => {
        const rows: FilmRow[] = [];
        for (const samples of moments) {
          const last = newest(laneId);
          const moment = film.at(laneId, samples) ?? (last?.samples === samples ? last : null);
          if (moment) rows.push(await (await projectorOf(laneId)).read(moment, wish));
        }
        return new Transferred(
          { rows },
          rows.map(({ pictures }) => pictures.bytes.buffer),
        );
      }),
    forget,
    close() {
      if (shown) forget(shown.laneId);
    },
  };
}
