/**
 * The train workers: one a lane while there are cores, then lanes share, and their worker trains them
 * in turn. Spawned when a lane first needs one, ended when its last lane leaves.
 */
import type { WorkerLike } from '../workers/client.ts';
import type { TrainEvent } from '../workers/protocol.ts';
import { createTrainClient, type TrainClient } from '../workers/trainClient.ts';

export interface FleetParts {
  readonly spawn: () => WorkerLike;
  /** Most workers at a time. */
  readonly limit: number;
  readonly onEvent: (event: TrainEvent) => void;
  /** A worker is gone, and with it the runs of these lanes, which have been taken off it. */
  readonly onDeath: (laneIds: readonly string[], reason: string) => void;
  /** Whether the lane's worker ought to give signs of life. */
  readonly isTraining: (laneId: string) => boolean;
  /**
   * A worker that leaves a call without an answer for so long, or trains in silence, counts as dead,
   * until its engine asks for more patience.
   */
  readonly timeoutMs: number;
}

export interface Fleet {
  /** The lane's worker; a lane without one gets one. */
  clientFor(laneId: string): TrainClient;
  leave(laneId: string): void;
  /** How long the lane's worker may take to answer; `setPatience` follows what its engine needs. */
  patienceMs(laneId: string): number;
  setPatience(laneId: string, patienceMs: number): void;
  /** How many lanes the lane's worker trains in turn. */
  sharing(laneId: string): number;
  /** As if the lane's worker had crashed. */
  kill(laneId: string): void;
  close(): void;
}

interface Host {
  readonly client: TrainClient;
  readonly laneIds: Set<string>;
  heardAt: number;
  patienceMs: number;
}

export function createFleet(parts: FleetParts): Fleet {
  const { spawn, limit, onEvent, onDeath, isTraining, timeoutMs } = parts;
  const hosts = new Set<Host>();
  const hostOf = (laneId: string) => [...hosts].find((host) => host.laneIds.has(laneId));
  const now = () => performance.now();

  function createHost(): Host {
    const client = createTrainClient(spawn(), {
      timeoutMs,
      onEvent(event) {
        host.heardAt = now();
        onEvent(event);
      },
      onDeath(reason) {
        hosts.delete(host);
        onDeath([...host.laneIds], reason);
      },
    });
    const host: Host = { client, laneIds: new Set(), heardAt: now(), patienceMs: timeoutMs };
    hosts.add(host);
    return host;
  }

  function place(laneId: string): Host {
    const least = [...hosts].sort((a, b) => a.laneIds.size - b.laneIds.size)[0];
    const host = least && hosts.size >= limit ? least : createHost();
    host.laneIds.add(laneId);
    return host;
  }

  let lookedAt = now();

  function look(): void {
    const time = now();
    // A page that was asleep has not read what its workers said meanwhile.
    const slept = time - lookedAt > timeoutMs / 2;
    lookedAt = time;
    for (const host of hosts) {
      const training = [...host.laneIds].some(isTraining);
      if (!training || slept) host.heardAt = time;
      else if (time - host.heardAt > host.patienceMs) {
        host.client.giveUp(`it gave no sign of life for ${Math.round(host.patienceMs / 1000)} s`);
      }
    }
  }
  const timer = setInterval(look, timeoutMs / 5);

  return {
    clientFor: (laneId) => (hostOf(laneId) ?? place(laneId)).client,
    leave(laneId) {
      const host = hostOf(laneId);
      host?.laneIds.delete(laneId);
      if (host?.laneIds.size !== 0) return;
      hosts.delete(host);
      host.client.end();
    },
    patienceMs: (laneId) => hostOf(laneId)?.patienceMs ?? timeoutMs,
    setPatience(laneId, patienceMs) {
      const host = hostOf(laneId);
      if (host) host.patienceMs = Math.max(host.patienceMs, patienceMs);
    },
    sharing: (laneId) => hostOf(laneId)?.laneIds.size ?? 0,
    kill: (laneId) => hostOf(laneId)?.client.giveUp('it was ended by a test'),
    close() {
      clearInterval(timer);
      for (const host of hosts) host.client.end();
      hosts.clear();
    },
  };
}
