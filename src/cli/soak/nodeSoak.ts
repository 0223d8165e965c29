/** Four runs on an engine in Node, made, trained in turn, and disposed of. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { presetConfig } from '../../core/presets.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import type { Engine } from '../../engines/engine.ts';
import { openNodeDevice } from '../../engines/webgpu/nodeDevice.ts';
import { createWebgpuEngine } from '../../engines/webgpu/webgpuEngine.ts';
import { createRun, type Run } from '../../training/run.ts';
import { note } from '../commandLine.ts';
import { openEngine } from '../openEngine.ts';
import type { Round, SoakPlan } from './soakPlan.ts';

/** Steps of a run before the next one's turn. */
const turn = 10;

interface Subject {
  readonly engine: Engine;
  readonly bufferMegabytes: () => Record<string, number>;
  close(): void;
}

export async function soakInNode({ engine, methods, rounds, steps }: SoakPlan): Promise<Round[]> {
  const collectGarbage = garbageCollector();
  const subject = await open(engine);
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    const runs: Run[] = [];
    for (const method of methods) runs.push(await createRun(subject.engine, tiny(method)));
    for (let step = 0; step < steps; step += turn) {
      for (const run of runs) {
        for (let i = 0; i < turn; i++) run.step();
        await run.losses();
      }
    }
    collectGarbage();
    const held = subject.bufferMegabytes();
    for (const run of runs) run.dispose();
    collectGarbage();
    const { rss, heapUsed, external } = process.memoryUsage();
    const sizes = {
      ...prefixed('in training: ', held),
      ...prefixed('disposed of: ', subject.bufferMegabytes()),
      'resident set': rss / 1e6,
      'JavaScript heap': heapUsed / 1e6,
      external: external / 1e6,
    };
    measured.push({ steps: round * steps * methods.length, sizes });
    note(`round ${round} of ${rounds}`);
  }
  subject.close();
  return measured;
}

async function open(name: SoakPlan['engine']): Promise<Subject> {
  if (name === 'wasm') {
    const engine = await openEngine('wasm');
    return { engine, bufferMegabytes: () => ({}), close: () => engine.dispose() };
  }
  const device = await openNodeDevice();
  const engine = createWebgpuEngine(device);
  return {
    engine,
    bufferMegabytes: () => ({ 'GPU buffers': engine.bufferBytes / 1e6 }),
    close() {
      engine.dispose();
      device.destroy();
    },
  };
}

function tiny(method: RunConfig['method']): RunConfig {
  const base = presetConfig('quick', method);
  return {
    ...base,
    architecture: {
      ...base.architecture,
      depth: 1,
      criticDepth: 1,
      latentChannels: 2,
      codebookBits: 3,
    },
    schedule: { batch: 8, learningRate: 1e-3, decay: null, adversaryRamp: null },
  };
}

/** Node hands its collector out only when asked to. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

function prefixed(prefix: string, sizes: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [prefix + name, size]));
}
