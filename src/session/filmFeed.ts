/**
 * Asks the view worker for the selected lane's film while it is on screen: which moments there are, a row of
 * pictures for each, and the picture at the moment and α that are looked at.
 */
import { messageOf } from '../core/messageOf.ts';
import { isFormula } from '../core/paths.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { experimentStore } from '../store/experiment.ts';
import { changeReel, filmFrame, filmRow, filmStore, shownMoment } from '../store/film.ts';
import { inspectedLane } from '../store/latents.ts';
import { viewStore } from '../store/view.ts';
import { createLatest } from '../workers/latest.ts';
import { WorkerDeadError } from '../workers/rpc.ts';
import type { ViewClient } from '../workers/viewClient.ts';
import type { Busy } from './busy.ts';

const columns = 11;
export const filmAlphas = Array.from({ length: columns }, (_, index) => index / (columns - 1));
/** Rows of one answer: few, so that what is looked at next does not wait long. */
const batch = 4;

export interface FilmFeed {
  /** Weights have arrived in the view worker, or were forgotten there. */
  consider(): void;
  /** The worker was replaced: what it had kept is gone. */
  startAnew(): void;
  close(): void;
}

export interface FilmFeedParts {
  readonly call: ViewClient['call'];
  readonly busy: Busy;
  readonly onTrouble: (message: string) => void;
}

export function createFilmFeed({ call, busy, onTrouble }: FilmFeedParts): FilmFeed {
  let closed = false;
  /** What the rows on the picture board were decoded along. */
  let decodedAlong = '';
  /** Moments with a row on the picture board. */
  const pinned = new Set<number>();

  function trouble(error: unknown): void {
    if (closed || error instanceof WorkerDeadError) return;
    onTrouble(messageOf(error));
  }

  function wish() {
    const { endpoints, path } = experimentStore.getState();
    return { endpoints, path: isFormula(path) ? path : ('straight' as const) };
  }

  const rows = createLatest<null>(async () => {
    const laneId = inspectedLane()?.id ?? null;
    if (filmStore.getState().laneId !== laneId) empty(laneId);
    if (laneId === null) return;
    const reel = await call('film', { laneId });
    if (!isOf(laneId)) return;
    const along = alongOf(reel.take);
    const { decoded, reel: before } = filmStore.getState();
    const kept = decoded.filter(
      (moment) => along === decodedAlong && reel.moments.includes(moment),
    );
    decodedAlong = along;
    forgetRows(
      before?.take === reel.take ? (moment) => !reel.moments.includes(moment) : () => true,
    );
    filmStore.setState({ reel, decoded: kept });
    void frames.push(null);
    const missing = spread(reel.moments.filter((samples) => !kept.includes(samples)));
    for (let start = 0; start < missing.length; start += batch) {
      await decode(laneId, missing.slice(start, start + batch), along);
      if (!isOf(laneId) || along !== alongOf(reel.take)) return;
    }
  }, trouble);

  /** Rows are the same where this is. */
  const alongOf = (take: number) => JSON.stringify([take, wish()]);

  async function decode(laneId: string, moments: readonly number[], along: string): Promise<void> {
    const answer = await call('filmRows', { laneId, moments, alphas: filmAlphas, ...wish() });
    if (!isOf(laneId) || along !== decodedAlong) return;
    for (const { samples, pictures } of answer.rows) {
      pictureBoard.pinStrip(filmRow(samples), pictures);
      pinned.add(samples);
    }
    const found = answer.rows.map(({ samples }) => samples);
    filmStore.setState(({ decoded }) => ({ decoded: [...decoded, ...found] }));
  }

  const frames = createLatest<null>(async () => {
    const { laneId, reel, at } = filmStore.getState();
    const samples = shownMoment({ reel, at });
    if (laneId === null || samples === null) return;
    const { alpha } = experimentStore.getState();
    const shown = viewStore.getState().hoverAlpha ?? alpha;
    const { rows: found } = await call('filmRows', {
      laneId,
      moments: [samples],
      alphas: [shown],
      ...wish(),
    });
    const [row] = found;
    if (!row || !isOf(laneId)) return;
    pictureBoard.pinFrame(filmFrame, row.pictures);
    filmStore.setState({
      frame: { samples, alpha: shown, angle: row.angles[0], distance: row.distances[0] },
    });
  }, trouble);

  /** Whether it is still this lane's film that is wanted. */
  function isOf(laneId: string): boolean {
    return !closed && filmStore.getState().laneId === laneId && inspectedLane()?.id === laneId;
  }

  /** What end points of before show stays until it is decoded anew. */
  function forgetRows(isGone: (moment: number) => boolean): void {
    for (const moment of [...pinned].filter(isGone)) {
      pictureBoard.forget(filmRow(moment));
      pinned.delete(moment);
    }
  }

  function empty(laneId: string | null): void {
    forgetRows(() => true);
    pictureBoard.forget(filmFrame);
    decodedAlong = '';
    changeReel(laneId);
  }

  function isWatched(): boolean {
    return !closed && filmStore.getState().lookers > 0;
  }
  function consider(): void {
    if (isWatched()) void busy.during(rows.push(null));
  }
  function considerFrame(): void {
    if (isWatched()) void busy.during(frames.push(null));
  }

  const stops = [
    experimentStore.subscribe((now, before) => {
      const watched = ['endpoints', 'path', 'lanes'] as const;
      if (watched.some((name) => now[name] !== before[name])) consider();
      else if (now.alpha !== before.alpha) considerFrame();
    }),
    viewStore.subscribe((now, before) => {
      if (now.selectedLane !== before.selectedLane) consider();
      if (now.hoverAlpha !== before.hoverAlpha) considerFrame();
    }),
    filmStore.subscribe((now, before) => {
      if (now.lookers > before.lookers) consider();
      else if (now.at !== before.at) considerFrame();
    }),
  ];

  return {
    consider,
    startAnew() {
      empty(filmStore.getState().laneId);
      consider();
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
      empty(null);
    },
  };
}

/** The same moments in such an order that the first few are spread over all of them. */
function spread(moments: readonly number[]): number[] {
  const order: number[] = [];
  for (
    let stride = 2 ** Math.ceil(Math.log2(Math.max(1, moments.length)));
    stride >= 1;
    stride /= 2
  ) {
    for (let index = 0; index < moments.length; index += stride) {
      if (!order.includes(moments[index])) order.push(moments[index]);
    }
  }
  return order;
}
