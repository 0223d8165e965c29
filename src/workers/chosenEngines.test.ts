import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeEngine } from '../../tests/fakeEngine.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { EngineChoice, MachineOffer, StepTimes } from '../engines/chooseEngine.ts';
import { EngineError, EngineLostError, EngineUnavailableError } from '../engines/engine.ts';
import { createChosenEngines, type LosableEngine } from './chosenEngines.ts';

const acai = presetConfig('quick', 'acai', { seed: 1 });
const vae = presetConfig('quick', 'vae', { seed: 1 });
const card = { description: 'a card', key: 'card', isFallback: false };
const everything: MachineOffer = {
  webAssembly: true,
  webAssemblySimd: true,
  relaxedSimd: true,
  webgpu: card,
};

/** Milliseconds of a step by what trains it. */
interface Speeds {
  webgpu: number;
  wasm: number;
}

/** A machine of fake engines, whose clock runs as they work. */
class Machine {
  offer = everything;
  readonly stepMs: Speeds = { webgpu: 1, wasm: 10 };
  readonly log: string[] = [];
  readonly kept = new Map<string, StepTimes>();
  time = 0;
  /** What opening an engine runs into. */
  refusals: Partial<Record<EngineChoice, string>> = {};
  /** What compiling on the GPU runs into. */
  gpuRefuses: Error | null = null;
  private loseCurrent: ((why: string) => void) | null = null;

  readonly memory = {
    times: async (key: string) => this.kept.get(key) ?? null,
    keepTimes: async (key: string, times: StepTimes) => void this.kept.set(key, times),
  };

  source(job: 'training' | 'viewing' = 'training') {
    return createChosenEngines({
      job,
      detect: async () => this.offer,
      create: async (choice) => this.create(choice),
      memory: this.memory,
      threads: 4,
      now: () => this.time,
    });
  }

  /** The driver resets the GPU. */
  async lose(why: string): Promise<void> {
    this.loseCurrent?.(why);
    await new Promise(setImmediate);
  }

  private create(choice: EngineChoice): LosableEngine {
    const refusal = this.refusals[choice];
    if (refusal) throw new EngineUnavailableError(refusal);
    this.log.push(`${choice} opened`);
    const name = choice === 'webgpu' ? 'webgpu' : choice.startsWith('wasm') ? 'wasm' : 'tfjs';
    const fake = createFakeEngine({
      name,
      onDone: () => {
        this.time += name === 'webgpu' ? this.stepMs.webgpu : this.stepMs.wasm;
      },
      refusal: () => (name === 'webgpu' ? this.gpuRefuses : null),
    });
    const lost = new Promise<string>((resolve) => {
      if (name === 'webgpu') this.loseCurrent = resolve;
    });
    return {
      name,
      description: `fake ${choice}`,
      createVariables: fake.createVariables,
      compile: fake.compile,
      setThreads: (count) => this.log.push(`${choice} with ${count} threads`),
      dispose: () => this.log.push(`${choice} gone`),
      ...(name === 'webgpu' ? { lost } : {}),
    };
  }

  /** How often something was logged. */
  count(text: string): number {
    return this.log.filter((line) => line === text).length;
  }
}

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});

/** What a lane would be told. */
async function reportOf(
  source: ReturnType<Machine['source']>,
  wish: Parameters<typeof source.open>[0] = 'auto',
  config: RunConfig = acai,
) {
  const { engine, report } = await source.open(wish, config);
  expect(report.engine).toBe(engine.description);
  return report;
}

describe('the choice without a wish', () => {
  it('is the GPU where it trains this net faster', async () => {
    const report = await reportOf(machine.source());
    expect(report.engine).toBe('fake webgpu');
    expect(report.reason).toBe(
      'The GPU (a card) trains this net 10 times as fast as WebAssembly, by a brief measurement.',
    );
    expect(machine.log).toEqual([
      'wasm opened',
      'wasm with 4 threads',
      'wasm with 1 threads',
      'webgpu opened',
      'webgpu with 4 threads',
      'webgpu with 1 threads',
    ]);
  });

  it('is WebAssembly where that is faster, and says by how much', async () => {
    machine.stepMs.webgpu = 25;
    const report = await reportOf(machine.source());
    expect(report.engine).toBe('fake wasm');
    expect(report.reason).toContain('at 0.4 times the speed of WebAssembly');
  });

  it('gives the GPU back where it lost, unless another lane trains on it', async () => {
    machine.stepMs.webgpu = 25;
    const source = machine.source();
    await reportOf(source);
    expect(machine.count('webgpu gone')).toBe(1);
    expect((await reportOf(source, 'webgpu')).engine).toBe('fake webgpu');
    await reportOf(source, 'auto', vae);
    expect(machine.count('webgpu gone')).toBe(1);
    expect(machine.count('webgpu opened')).toBe(2);
  });

  it('is measured once for a program and an adapter, in any worker', async () => {
    await reportOf(machine.source());
    const measured = machine.time;
    expect(measured).toBeGreaterThan(0);
    // Neither speed nor budget nor seed decide how long a step takes.
    await reportOf(machine.source(), 'auto', { ...acai, seed: 7, budget: 1, hyperparameters: {} });
    expect(machine.time).toBe(measured);
    machine.stepMs.webgpu = 25;
    const larger = { ...acai, schedule: { ...acai.schedule, batch: 64 } };
    for (const config of [vae, larger]) {
      const before = machine.time;
      expect((await reportOf(machine.source(), 'auto', config)).engine).toBe('fake wasm');
      expect(machine.time).toBeGreaterThan(before);
    }
    machine.offer = { ...everything, webgpu: { ...card, key: 'another card' } };
    expect((await reportOf(machine.source())).engine).toBe('fake wasm');
    expect(machine.kept.size).toBe(4);
  });

  it('is WebAssembly where the GPU cannot run the net, and the GPU engine stays', async () => {
    const source = machine.source();
    machine.gpuRefuses = new EngineError('webgpu: no room for the step');
    const report = await reportOf(source);
    expect(report.engine).toBe('fake wasm');
    expect(report.reason).toContain('was not measured: webgpu: no room for the step. So');
    expect(machine.kept.size).toBe(0);
    expect(machine.count('webgpu gone')).toBe(0);
    machine.gpuRefuses = null;
    expect((await reportOf(source)).engine).toBe('fake webgpu');
    expect(machine.count('webgpu opened')).toBe(1);
  });
});

describe('a wish', () => {
  it('is obeyed without a measurement', async () => {
    for (const wish of ['wasm', 'webgpu', 'tfjs-webgpu'] as const) {
      const report = await reportOf(machine.source(), wish);
      expect(report.engine).toBe(`fake ${wish}`);
      expect(report.reason).toMatch(/^You chose/);
    }
    expect(machine.time).toBe(0);
  });

  it('falls to the next best engine, and says what did not start', async () => {
    machine.refusals = { webgpu: 'the GPU gives no device.' };
    const report = await reportOf(machine.source(), 'webgpu');
    expect(report.engine).toBe('fake wasm');
    expect(report.reason).toBe(
      'The engine webgpu did not start: the GPU gives no device. Reload the page to try again.',
    );
    machine.refusals = { wasm: 'HTTP 404' };
    expect((await reportOf(machine.source(), 'wasm')).engine).toBe('fake webgpu');
    machine.refusals = { wasm: 'HTTP 404', webgpu: 'none' };
    expect((await reportOf(machine.source(), 'wasm')).engine).toBe('fake tfjs-wasm');
  });

  it('is refused where nothing starts, and tried anew the next time', async () => {
    const source = machine.source();
    const all = ['wasm', 'webgpu', 'tfjs-wasm', 'tfjs-cpu'] as const;
    machine.refusals = Object.fromEntries(all.map((choice) => [choice, `no ${choice}`]));
    const failure = source.open('wasm', acai);
    await expect(failure).rejects.toThrow(EngineUnavailableError);
    for (const choice of all) await expect(failure).rejects.toThrow(`no ${choice}`);
    machine.refusals = {};
    expect((await reportOf(source, 'wasm')).engine).toBe('fake wasm');
  });
});

describe('engines of a worker', () => {
  it('are shared by the lanes that get the same, also when they ask at once', async () => {
    const source = machine.source();
    const opened = await Promise.all(
      [acai, vae, acai].map((config) => source.open('webgpu', config)),
    );
    expect(new Set(opened.map(({ engine }) => engine)).size).toBe(1);
    expect((await source.open('auto', acai)).engine).toBe(opened[0].engine);
    expect(machine.count('webgpu opened')).toBe(1);
  });

  it('are all disposed of in the end, which is no failure', async () => {
    const source = machine.source();
    for (const wish of ['wasm', 'webgpu', 'tfjs-cpu'] as const) await source.open(wish, acai);
    source.close();
    await machine.lose('the device was closed');
    for (const name of ['wasm', 'webgpu', 'tfjs-cpu'])
      expect(machine.count(`${name} gone`)).toBe(1);
  });
});

describe('a GPU that is lost', () => {
  it('is opened anew, and after the second loss WebAssembly trains and says why', async () => {
    const source = machine.source();
    const first = await source.open('webgpu', acai);
    await machine.lose('the driver was reset');
    expect(machine.count('webgpu gone')).toBe(1);
    const second = await source.open('webgpu', acai);
    expect(second.engine).not.toBe(first.engine);
    expect(second.report.engine).toBe('fake webgpu');

    await machine.lose('the driver was reset again');
    for (const wish of ['webgpu', 'auto'] as const) {
      const { engine, reason } = await reportOf(source, wish);
      expect(engine).toBe('fake wasm');
      expect(reason).toBe(
        'The GPU failed 2 times, so it is left alone until the page is reloaded: the driver was reset again.',
      );
    }
    expect((await reportOf(source, 'tfjs-cpu')).reason).toBe(
      'You chose tfjs in plain JavaScript, the slowest engine.',
    );
    expect((await reportOf(machine.source(), 'webgpu')).engine).toBe('fake webgpu');
  });

  it('counts once when the run tells of it too', async () => {
    const source = machine.source();
    const { engine } = await source.open('webgpu', acai);
    await machine.lose('lost');
    source.fail(engine, 'webgpu: lost');
    expect((await reportOf(source, 'webgpu')).engine).toBe('fake webgpu');
  });

  it('or that refused a step, as a run tells, is given up', async () => {
    const source = machine.source();
    for (let time = 1; time <= 2; time++) {
      const { engine } = await source.open('webgpu', acai);
      expect(engine.name).toBe('webgpu');
      source.fail(engine, 'webgpu: the GPU refused a step');
      expect(machine.count('webgpu gone')).toBe(time);
    }
    expect((await reportOf(source, 'webgpu')).reason).toContain('the GPU refused a step.');
  });

  it('while it is measured leaves the lane on WebAssembly', async () => {
    const source = machine.source();
    machine.gpuRefuses = new EngineLostError('webgpu: the GPU device was lost');
    const report = await reportOf(source);
    expect(report.engine).toBe('fake wasm');
    expect(report.reason).toContain('The GPU was not measured: webgpu: the GPU device was lost.');
    expect(machine.count('webgpu gone')).toBe(1);
  });

  it('and is there no more: WebAssembly trains', async () => {
    const source = machine.source();
    await source.open('webgpu', acai);
    machine.offer = { ...everything, webgpu: null };
    await machine.lose('the card was pulled out');
    const { engine, reason } = await reportOf(source, 'webgpu');
    expect(engine).toBe('fake wasm');
    expect(reason).toContain('there is no WebGPU adapter here');
  });
});

describe('engines for viewing', () => {
  it('are WebAssembly where the GPU trains, without a measurement', async () => {
    const source = machine.source('viewing');
    for (const wish of ['auto', 'webgpu'] as const) {
      const { engine, reason } = await reportOf(source, wish);
      expect(engine).toBe('fake wasm');
      expect(reason).toContain('decodes what you see');
    }
    expect(machine.log).toEqual(['wasm opened']);
    expect((await reportOf(source, 'tfjs-webgpu')).engine).toBe('fake tfjs-webgpu');
  });
});
