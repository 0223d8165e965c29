/**
 * One run on a train worker: where it is placed, the calls to it, and which events are its own. Each
 * start of a lane is a run with an id of its own, so whatever a run that was replaced still says is
 * told apart.
 */
import type { TrainCalls, TrainEvent } from '../workers/protocol.ts';
import type { Fleet, Placed } from './fleet.ts';

export interface WorkerRun {
  readonly id: string;
  /**
   * Null when it was stopped before it started.
   * @throws RemoteError saying why it cannot start; WorkerDeadError.
   */
  start(
    params: Omit<TrainCalls['start']['params'], 'runId'>,
    timeoutMs: number,
  ): Promise<TrainCalls['start']['result'] | null>;
  /** After the start, which it waits for. @throws RemoteError, WorkerDeadError. */
  call<K extends keyof TrainCalls>(
    kind: K,
    params: TrainCalls[K]['params'],
  ): Promise<TrainCalls[K]['result']>;
  /** Ends it on its worker; what goes wrong with that changes nothing. */
  stop(): void;
  /** Whether `event` is this run's, and newer than all before. */
  owns(event: TrainEvent): boolean;
}

/** What is asked of a run that was stopped before it had a worker. */
class RunStoppedError extends Error {
  override name = 'RunStoppedError';
}

let nextRun = 1;

export function createWorkerRun(laneId: string, fleet: Fleet): WorkerRun {
  const id = `${laneId}${nextRun++}`;
  let placing: Promise<Placed | null> = Promise.resolve(null);
  let placed: Placed | null = null;
  let stopped = false;
  let sequence = -1;

  return {
    id,
    async start(params, timeoutMs) {
      const { engine: wish, config, checkpoint } = params;
      placing = fleet.place(laneId, { wish, config, timeoutMs, isWanted: () => !stopped });
      placed = await placing;
      if (!placed || stopped) return null;
      const { client, engine, reason } = placed;
      const started = await client.call(
        'start',
        { ...params, runId: id, engine },
        {
          transfer: checkpoint ? [checkpoint] : [],
          timeoutMs: Math.max(timeoutMs, fleet.patienceMs(laneId)),
        },
      );
      if (!stopped) fleet.setPatience(laneId, started.patienceMs);
      const { report } = started;
      return { ...started, report: { ...report, reason: reason ?? report.reason } };
    },
    async call(kind, params) {
      const place = await placing;
      if (!place) throw new RunStoppedError(`the run ${id} was stopped`);
      return place.client.call(kind, params, { timeoutMs: fleet.patienceMs(laneId) });
    },
    stop() {
      stopped = true;
      placed?.client.call('stop', { runId: id }).catch(() => {});
    },
    owns(event) {
      if (event.runId !== id || event.sequence <= sequence) return false;
      sequence = event.sequence;
      return true;
    },
  };
}
