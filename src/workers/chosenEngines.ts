/** The engines of one worker: chosen, opened once, shared, and opened anew after a loss. */

import type { EngineWish } from '../core/experiment.ts';
import { messageOf } from '../core/messageOf.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { runFingerprint } from '../core/runFingerprint.ts';
import {
  type ChosenEngine,
  chooseEngine,
  chooseForViewing,
  type EngineChoice,
  fallbacksFor,
  type MachineOffer,
  type StepTimes,
  type WebgpuOffer,
} from '../engines/chooseEngine.ts';
import type { Contender } from '../engines/contest.ts';
import { type Engine, EngineLostError, EngineUnavailableError } from '../engines/engine.ts';
import type { EngineMemory } from './engineMemory.ts';
import type { EngineSource, OpenedEngine } from './engineSource.ts';

type CreateRun = typeof import('../training/run.ts').createRun;

/** An engine that may be lost: then `lost` settles with the reason. */
export interface LosableEngine extends Engine {
  readonly lost?: Promise<string>;
}

export interface ChosenEnginesParts {
  readonly job: 'training' | 'viewing';
  readonly detect: () => Promise<MachineOffer>;
  readonly create: (choice: EngineChoice) => Promise<LosableEngine>;
  readonly memory: Pick<EngineMemory, 'times' | 'keepTimes'>;
  /** Threads that a single lane could have. */
  readonly threads: number;
  readonly now: () => number;
}

/** A GPU that failed so often is left alone. */
const mostFailures = 2;

export function createChosenEngines(parts: ChosenEnginesParts): Required<EngineSource> {
  const { job, detect, create, memory, threads, now } = parts;
  const engines = new Map<EngineChoice, Promise<LosableEngine>>();
  /** Of those that are open. */
  const choices = new Map<Engine, EngineChoice>();
  /** What the GPU failed of. */
  const failures: string[] = [];
  const isBanned = () => failures.length >= mostFailures;

  async function open(wish: EngineWish, config: RunConfig): Promise<OpenedEngine> {
    const found = await detect();
    const offer = isBanned() ? { ...found, webgpu: null } : found;
    const { engine: chosen, reason } = await choose(wish, offer, config);
    const refusals: string[] = [];
    for (const choice of new Set([chosen, ...fallbacksFor(offer)])) {
      try {
        const engine = await engineOf(choice);
        const instead = `${refusals.join(' ')} Reload the page to try again.`;
        const why = refusals.length === 0 ? reason : instead;
        return { engine, report: { engine: engine.description, reason: why } };
      } catch (error) {
        refusals.push(`The engine ${choice} did not start: ${sentenceOf(error)}`);
      }
    }
    throw new EngineUnavailableError(`${refusals.join(' ')} Reload the page.`);
  }

  async function choose(
    wish: EngineWish,
    offer: MachineOffer,
    config: RunConfig,
  ): Promise<ChosenEngine> {
    const viewing = job === 'viewing' ? chooseForViewing(wish, offer) : null;
    if (viewing) return viewing;
    const chosen = await chooseEngine(wish, offer, (webgpu) => timesOf(webgpu, config));
    if (!isBanned() || !(wish === 'auto' || wish === 'webgpu')) return chosen;
    const ban = `The GPU failed ${failures.length} times, so it is left alone until the page is reloaded: ${sentenceOf(failures.at(-1))}`;
    return { ...chosen, reason: ban };
  }

  /** From memory, else measured. */
  async function timesOf(webgpu: WebgpuOffer, config: RunConfig): Promise<StepTimes | string> {
    const program = `${runFingerprint(config)}, batch: ${config.schedule.batch}`;
    const key = `${program}; threads: ${threads}; adapter: ${webgpu.key}`;
    const known = await memory.times(key);
    if (known) return known;
    const gpuIsInUse = engines.has('webgpu') || engines.has('tfjs-webgpu');
    try {
      // Whoever only looks at lanes does not load what trains them.
      const [{ contest }, { createRun }] = await Promise.all([
        import('../engines/contest.ts'),
        import('../training/run.ts'),
      ]);
      const enter = entering(createRun);
      const [wasm, gpu] = await contest([enter('wasm', config), enter('webgpu', config)], { now });
      const times = { wasm, webgpu: gpu };
      await memory.keepTimes(key, times);
      if (!gpuIsInUse && times.wasm <= times.webgpu) await release('webgpu');
      return times;
    } catch (error) {
      return `The GPU was not measured: ${sentenceOf(error)}`;
    }
  }

  type Enter = (choice: EngineChoice, config: RunConfig) => () => Promise<Contender>;

  /** A run that is only there to be timed. It gets every thread, for the GPU is all there is, too. */
  function entering(createRun: CreateRun): Enter {
    return (choice, config) => async () => {
      const engine = await engineOf(choice);
      const watched = async <T>(work: Promise<T>) => {
        return work.catch((error: unknown) => {
          if (error instanceof EngineLostError) fail(engine, error.message);
          throw error;
        });
      };
      const run = await watched(createRun(engine, config));
      engine.setThreads?.(threads);
      return {
        step: run.step,
        settle: () => watched(run.settle()),
        dispose() {
          run.dispose();
          engine.setThreads?.(1);
        },
      };
    };
  }

  function engineOf(choice: EngineChoice): Promise<LosableEngine> {
    const opening = engines.get(choice) ?? openAnew(choice);
    engines.set(choice, opening);
    return opening;
  }

  async function openAnew(choice: EngineChoice): Promise<LosableEngine> {
    try {
      const engine = await create(choice);
      choices.set(engine, choice);
      void engine.lost?.then((why) => fail(engine, why));
      return engine;
    } catch (error) {
      engines.delete(choice);
      note(choice, messageOf(error));
      throw error;
    }
  }

  /** A device that nobody wants any more holds memory of the GPU. */
  async function release(choice: EngineChoice): Promise<void> {
    const engine = await engines.get(choice);
    if (!engine || !choices.delete(engine)) return;
    engines.delete(choice);
    engine.dispose();
  }

  function note(choice: EngineChoice, why: string): void {
    if (choice === 'webgpu') failures.push(why);
  }

  function fail(engine: Engine, why: string): void {
    const choice = choices.get(engine);
    if (choice === undefined) return;
    choices.delete(engine);
    engines.delete(choice);
    note(choice, why);
    engine.dispose();
  }

  return {
    open,
    fail,
    close() {
      choices.clear();
      for (const opening of engines.values()) {
        opening.then(
          (engine) => engine.dispose(),
          () => {},
        );
      }
      engines.clear();
    },
  };
}

/** The message with a full stop, as reasons have one. */
function sentenceOf(error: unknown): string {
  return `${messageOf(error).replace(/[.\s]*$/, '')}.`;
}
