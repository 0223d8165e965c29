/**
 * One run on a train worker: the calls to it, and which events are its own. Each start of a lane is a
 * run with an id of its own, so whatever a run that was replaced still says is told apart.
 */
import type { TrainCalls, TrainEvent } from '../workers/protocol.ts';
import type { CallOptions } from '../workers/rpc.ts';
import type { Fleet } from './fleet.ts';

export interface WorkerRun {
  readonly id: string;
  /** @throws RemoteError saying why it cannot start; WorkerDeadError. */
  start(
    params: Omit<TrainCalls['start']['params'], 'runId'>,
    timeoutMs: number,
  ): Promise<TrainCalls['start']['result']>;
  /** @throws RemoteError, WorkerDeadError. */
  call<K extends keyof TrainCalls>(
    kind: K,
    params: TrainCalls[K]['params'],
    options?: CallOptions,
  ): Promise<TrainCalls[K]['result']>;
  /** Ends it on its worker; what goes wrong with that changes nothing. */
  stop(): void;
  /** Whether `event` is this run's, and newer than all before. */
  owns(event: TrainEvent): boolean;
}

let nextRun = 1;

export function createWorkerRun(laneId: string, fleet: Fleet): WorkerRun {
  const id = `${laneId}${nextRun++}`;
  let sequence = -1;

  async function call<K extends keyof TrainCalls>(
    kind: K,
    params: TrainCalls[K]['params'],
    options: CallOptions = {},
  ): Promise<TrainCalls[K]['result']> {
    const timeoutMs = Math.max(options.timeoutMs ?? 0, fleet.patienceMs(laneId));
    return fleet.clientFor(laneId).call(kind, params, { ...options, timeoutMs });
  }

  return {
    id,
    async start(params, timeoutMs) {
      const transfer = params.checkpoint ? [params.checkpoint] : [];
      const started = await call('start', { runId: id, ...params }, { transfer, timeoutMs });
      fleet.setPatience(laneId, started.patienceMs);
      return started;
    },
    call,
    stop: () => void call('stop', { runId: id }).catch(() => {}),
    owns(event) {
      if (event.runId !== id || event.sequence <= sequence) return false;
      sequence = event.sequence;
      return true;
    },
  };
}
