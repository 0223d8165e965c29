/**
 * The train workers. On processors a worker a lane while there are cores, then lanes share, and their
 * worker trains them in turn; on a GPU all lanes share the one worker that owns its device. Spawned
 * when a lane first needs one, ended when its last lane leaves.
 *
 * Only a worker knows which engine a wish leads to, so a lane asks the one that it would be on, one
 * lane after the other, and moves before its run starts where that was the wrong one.
 */
import type { EngineWish } from '../core/experiment.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { WorkerLike } from '../workers/client.ts';
import type { TrainEvent } from '../workers/protocol.ts';
import { createTrainClient, type TrainClient } from '../workers/trainClient.ts';
import { createTurns } from '../workers/turns.ts';
import { spoken } from './spoken.ts';

export interface FleetParts {
  readonly spawn: () => WorkerLike;
  /** Processor cores: most workers at a time, besides a GPU's; their threads are shared out. */
  readonly cores: number;
  readonly onEvent: (event: TrainEvent) => void;
  /** A worker is gone, and with it the runs of these lanes, which have been taken off it. */
  readonly onDeath: (laneIds: readonly string[], reason: string) => void;
  /** A lane that shares its worker could have one of its own: leaves it, and is placed again. */
  readonly onRoom: (laneId: string) => Promise<void>;
  /** Whether the lane's worker ought to give signs of life. */
  readonly isTraining: (laneId: string) => boolean;
  /** Whether the lane wants a share of the cores: it trains, or will in a moment. */
  readonly isBusy: (laneId: string) => boolean;
  /**
   * A worker that leaves a call without an answer for so long, or trains in silence, counts as dead,
   * until its engine asks for more patience.
   */
  readonly timeoutMs: number;
}

export interface PlaceRequest {
  readonly wish: EngineWish;
  readonly config: RunConfig;
  /** For the engine to be opened. */
  readonly timeoutMs: number;
  /** Asked after each wait: whether the run is still to be. */
  readonly isWanted: () => boolean;
}

export interface Placed {
  readonly client: TrainClient;
  /** What to ask the worker for, which is the wish unless the GPU's worker has sent the lane away. */
  readonly engine: EngineWish;
  /** Why it was sent away. */
  readonly reason: string | null;
}

export interface Fleet {
  /**
   * The worker for a lane's run: its own one if it suits. Null when the run is not wanted any more.
   * @throws RemoteError when no engine starts there; WorkerDeadError.
   */
  place(laneId: string, request: PlaceRequest): Promise<Placed | null>;
  leave(laneId: string): void;
  /** How long the lane's worker may take to answer; `setPatience` follows what its engine needs. */
  patienceMs(laneId: string): number;
  setPatience(laneId: string, patienceMs: number): void;
  /** How many lanes the lane's worker trains in turn for want of cores. */
  sharing(laneId: string): number;
  onGpu(laneId: string): boolean;
  /** Shares the cores out among the workers that train now. */
  shareCores(): void;
  /** As if the lane's worker had crashed. */
  kill(laneId: string): void;
  close(): void;
}

type HostKind = 'gpu' | 'cpu';

interface Host {
  readonly client: TrainClient;
  readonly laneIds: Set<string>;
  /** Null before its first engine is known. */
  kind: HostKind | null;
  heardAt: number;
  patienceMs: number;
  /** Last told; null before. */
  threads: number | null;
}

export function createFleet(parts: FleetParts): Fleet {
  const { spawn, cores, onEvent, onDeath, onRoom, isTraining, isBusy, timeoutMs } = parts;
  const hosts = new Set<Host>();
  /** What each wish led to when it was last asked. */
  const kinds = new Map<EngineWish, HostKind>();
  /** One at a time: the first answer of a wish places the lanes after it, and answers are measured. */
  const questions = createTurns();
  let waiting = 0;
  let moving = false;
  const hostOf = (laneId: string) => [...hosts].find((host) => host.laneIds.has(laneId));
  const onProcessors = () => [...hosts].filter(({ kind }) => kind !== 'gpu');
  const gpuHost = () => [...hosts].find(({ kind }) => kind === 'gpu');
  const busyLanes = (host: Host) => [...host.laneIds].filter(isBusy).length;
  const now = () => performance.now();

  function createHost(kind: HostKind | null): Host {
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
    const host: Host = {
      client,
      laneIds: new Set(),
      kind,
      heardAt: now(),
      patienceMs: timeoutMs,
      threads: null,
    };
    hosts.add(host);
    return host;
  }

  /** The lane's host of this kind, or of any where it is not known. */
  function seat(laneId: string, kind: HostKind | null): Host {
    const own = hostOf(laneId);
    if (own && (kind === null || own.kind === kind)) return own;
    leave(laneId);
    const host = (kind === 'gpu' ? gpuHost() : roomiest()) ?? createHost(kind);
    host.laneIds.add(laneId);
    return host;
  }

  /** Undefined while there are cores for another. */
  function roomiest(): Host | undefined {
    const all = onProcessors();
    if (all.length < cores) return undefined;
    const load = (host: Host) => busyLanes(host) * 1000 + host.laneIds.size;
    return all.reduce((least, host) => (load(host) < load(least) ? host : least));
  }

  async function place(laneId: string, request: PlaceRequest): Promise<Placed | null> {
    waiting += 1;
    return questions.take(() => {
      waiting -= 1;
      if (request.isWanted()) return placeNow(laneId, request);
      shareCores();
      return null;
    });
  }

  async function placeNow(laneId: string, request: PlaceRequest): Promise<Placed | null> {
    const { wish, isWanted } = request;
    const host = seat(laneId, kinds.get(wish) ?? null);
    shareCores();
    const { kind, reason } = await ask(host, request);
    if (!isWanted()) return null;
    if (kind === 'cpu' || !gpuHost()) host.kind ??= kind;
    if (host.kind === kind) return { client: host.client, engine: wish, reason: null };
    const { client } = seat(laneId, kind);
    shareCores();
    // Only the GPU's worker knows what became of the GPU: another would try it again.
    return kind === 'gpu'
      ? { client, engine: wish, reason: null }
      : { client, engine: 'wasm', reason };
  }

  async function ask(
    host: Host,
    request: PlaceRequest,
  ): Promise<{ kind: HostKind; reason: string }> {
    const { wish, config, timeoutMs } = request;
    const { name, reason } = await host.client.call(
      'openEngine',
      { engine: wish, config },
      { timeoutMs: Math.max(timeoutMs, host.patienceMs) },
    );
    const kind = name === 'webgpu' ? 'gpu' : 'cpu';
    kinds.set(wish, kind);
    return { kind, reason };
  }

  function leave(laneId: string): void {
    const host = hostOf(laneId);
    host?.laneIds.delete(laneId);
    if (host?.laneIds.size !== 0) return;
    hosts.delete(host);
    host.client.end();
  }

  function shareCores(): void {
    const busy = [...hosts].filter((host) => busyLanes(host) > 0);
    const threads = Math.max(1, Math.floor(cores / Math.max(1, busy.length + waiting)));
    for (const host of busy) {
      if (host.threads === threads) continue;
      host.threads = threads;
      // Unanswered while a step or a start takes long. A worker that dies is told by `onDeath`.
      const patience = { timeoutMs: Number.POSITIVE_INFINITY };
      host.client.call('setThreads', { threads }, patience).catch(() => {});
    }
    void spread();
  }

  /** Moves a lane that shares its worker to cores that came free; one at a time. */
  async function spread(): Promise<void> {
    if (moving || waiting > 0) return;
    const all = onProcessors();
    const crowded = all.find((host) => busyLanes(host) > 1);
    const laneId = crowded && [...crowded.laneIds].reverse().find(isTraining);
    if (laneId === undefined) return;
    if (all.length >= cores && all.every((host) => busyLanes(host) > 0)) return;
    moving = true;
    await onRoom(laneId);
    moving = false;
    if (hostOf(laneId) !== crowded) shareCores();
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
        host.client.giveUp(spoken().silent(Math.round(host.patienceMs / 1000)));
      }
    }
  }
  const timer = setInterval(look, timeoutMs / 5);

  return {
    place,
    leave(laneId) {
      leave(laneId);
      shareCores();
    },
    patienceMs: (laneId) => hostOf(laneId)?.patienceMs ?? timeoutMs,
    setPatience(laneId, patienceMs) {
      const host = hostOf(laneId);
      if (host) host.patienceMs = Math.max(host.patienceMs, patienceMs);
    },
    sharing(laneId) {
      const host = hostOf(laneId);
      return host && host.kind !== 'gpu' ? host.laneIds.size : 0;
    },
    onGpu: (laneId) => hostOf(laneId)?.kind === 'gpu',
    shareCores,
    kill: (laneId) => hostOf(laneId)?.client.giveUp('it was ended by a test'),
    close() {
      clearInterval(timer);
      for (const host of hosts) host.client.end();
      hosts.clear();
    },
  };
}
