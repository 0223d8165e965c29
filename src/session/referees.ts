/**
 * Independent referees: each is trained in the background, on a seat of its own in the fleet, on the
 * weights that a lane shows when it is asked for; the lane may train on meanwhile.
 */

import type { Endpoints, EngineWish } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { experimentStore } from '../store/experiment.ts';
import { forgetReferee, refereesStore, reportReferee, setReferee } from '../store/referees.ts';
import { createLatest } from '../workers/latest.ts';
import type { FileStrip, RefereeResult, TrainEvent } from '../workers/protocol.ts';
import type { Fleet, Placed } from './fleet.ts';

export interface RefereesParts {
  readonly fleet: Fleet;
  readonly engine: () => EngineWish;
  /** What a lane shows now; null without weights. They stay its own. */
  readonly weights: (laneId: string) => ArrayBuffer | null;
  /** Decides which engine they get. */
  readonly config: (laneId: string) => RunConfig | null;
  readonly fileStrips: (
    bytes: ArrayBuffer,
    pairs: readonly Endpoints[],
    columns: number,
  ) => Promise<readonly FileStrip[]>;
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  /** Steps that a referee is given. */
  readonly steps: number;
  readonly startTimeoutMs: number;
}

export interface Referees {
  /** Judges what the lane shows now; nothing without weights. One that is at work on it is called off. */
  ask(laneId: string): void;
  /** Calls it off. */
  cancel(laneId: string): void;
  /** The lane's weights are gone: so is what was found out about them. */
  forget(laneId: string): void;
  /** What it says at α = 0, .05, … 1 between each pair; null where none is done. */
  guesses(
    laneId: string,
    pairs: readonly Endpoints[],
  ): Promise<readonly (readonly number[])[] | null>;
  /** Whether this seat of the fleet has a referee at work. */
  isBusy(seat: string): boolean;
  /** Whether `event` is a referee's; if so it is taken. */
  take(event: TrainEvent): boolean;
  close(): void;
}

interface Case {
  readonly seat: string;
  placed: Placed | null;
  /** A snapshot that carries the referee for its critic. */
  verdict: ArrayBuffer | null;
  running: boolean;
}

/** α = 0, .05, … 1. */
const columns = 21;

let nextSeat = 1;

export function createReferees(parts: RefereesParts): Referees {
  const { fleet, during } = parts;
  const cases = new Map<string, Case>();
  const caseOf = (seat: string) => [...cases].find(([, each]) => each.seat === seat);

  function ask(laneId: string): void {
    const weights = parts.weights(laneId);
    const config = parts.config(laneId);
    if (!weights || !config) return;
    dismiss(laneId);
    const mine = { seat: `referee${nextSeat++}`, placed: null, verdict: null, running: true };
    cases.set(laneId, mine);
    const { steps } = parts;
    const begun = {
      samples: null,
      step: 0,
      seed: null,
      errors: null,
      guesses: null,
      message: null,
    };
    setReferee(laneId, { state: 'running', steps, ...begun });
    void judge(laneId, mine, weights.slice(0), config);
  }

  async function judge(
    laneId: string,
    mine: Case,
    bytes: ArrayBuffer,
    config: RunConfig,
  ): Promise<void> {
    const isWanted = () => cases.get(laneId) === mine;
    try {
      const found = await train(mine, bytes, config, isWanted);
      if (!found || !isWanted()) return;
      mine.verdict = found.bytes;
      const { samples, seed, errors } = found;
      reportReferee(laneId, { state: 'done', samples, seed, errors });
      await during(guess(laneId));
    } catch (error) {
      if (!isWanted()) return;
      const message = messageOf(error);
      reportReferee(laneId, { state: 'failed', message });
    } finally {
      mine.running = false;
      fleet.leave(mine.seat);
    }
  }

  async function train(
    mine: Case,
    bytes: ArrayBuffer,
    config: RunConfig,
    isWanted: () => boolean,
  ): Promise<RefereeResult | null> {
    const request = { wish: parts.engine(), config, timeoutMs: parts.startTimeoutMs, isWanted };
    mine.placed = await fleet.place(mine.seat, request);
    if (!mine.placed) return null;
    const { client, engine } = mine.placed;
    const params = { runId: mine.seat, bytes, engine, steps: parts.steps };
    // As long as it takes; a worker that dies is told at once.
    const patience = { transfer: [bytes], timeoutMs: Number.POSITIVE_INFINITY };
    return client.call('referee', params, patience);
  }

  /** What the referee says of the mixes of the end points on screen. */
  async function guess(laneId: string): Promise<void> {
    const mine = cases.get(laneId);
    if (!mine?.verdict) return;
    const { endpoints } = experimentStore.getState();
    const [{ strip }] = await parts.fileStrips(mine.verdict, [endpoints], columns);
    if (cases.get(laneId) === mine) reportReferee(laneId, { guesses: strip.guesses });
  }

  const guesses = createLatest<null>(
    async () => {
      for (const laneId of [...cases.keys()]) await guess(laneId);
    },
    // The view worker's troubles are told where it is kept.
    () => {},
  );

  /** Whatever it was doing for the lane. */
  function dismiss(laneId: string): void {
    const mine = cases.get(laneId);
    cases.delete(laneId);
    if (!mine?.running) return;
    mine.placed?.client.call('stopReferee', { runId: mine.seat }).catch(() => {});
  }

  const stop = experimentStore.subscribe((now, before) => {
    if (now.endpoints !== before.endpoints && cases.size > 0) void during(guesses.push(null));
  });

  function forget(laneId: string): void {
    dismiss(laneId);
    if (laneId in refereesStore.getState().referees) forgetReferee(laneId);
  }

  return {
    ask,
    cancel: forget,
    forget,
    async guesses(laneId, pairs) {
      const verdict = cases.get(laneId)?.verdict;
      if (!verdict) return null;
      const strips = await parts.fileStrips(verdict, pairs, columns);
      return strips.map(({ strip }) => strip.guesses ?? []);
    },
    isBusy: (seat) => caseOf(seat)?.[1].running ?? false,
    take(event) {
      if (event.kind !== 'referee') return false;
      const found = caseOf(event.runId);
      if (found) reportReferee(found[0], { samples: event.samples, step: event.step });
      return true;
    },
    close() {
      stop();
      for (const laneId of [...cases.keys()]) forget(laneId);
    },
  };
}
