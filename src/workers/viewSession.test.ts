import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { createFakeEngine, type FakeEngine } from '../../tests/fakeEngine.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import { watchEngine } from '../../tests/watchedEngine.ts';
import { idealAngle } from '../core/angles.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import { mixStraight } from '../core/paths.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { createAutoencoder } from '../training/autoencoder.ts';
import { type Checkpoint, encodeCheckpoint } from '../training/checkpoint.ts';
import { evaluate } from '../training/evaluate.ts';
import { createRun } from '../training/run.ts';
import { toPictures } from './pictures.ts';
import { createViewClient, type ViewClient } from './viewClient.ts';
import { createViewSession } from './viewSession.ts';

const preset = presetConfig('quick', 'acai', { seed: 5 });
const config: RunConfig = {
  ...preset,
  architecture: { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 },
  schedule: { batch: 4, learningRate: 1e-2, decay: null, adversaryRamp: null },
};
const endpoints = { angle1: 0.3, angle2: 2 };

let trained: Checkpoint[];
let engine: Engine;

/** Two snapshots, late enough for images that are not grey. */
beforeAll(async () => {
  engine = await openTestEngine();
  const run = await createRun(engine, config);
  for (let i = 0; i < 60; i++) run.step();
  const first = await run.save('snapshot');
  for (let i = 0; i < 60; i++) run.step();
  trained = [first, await run.save('snapshot')];
  run.dispose();
});

const clients: ViewClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

/** A session on an engine that notes which programs it ran. */
function open() {
  const ran: string[] = [];
  const worker = createChannelWorker((endpoint) =>
    createViewSession(
      endpoint,
      sourceOf(async () => {
        const own = watchEngine(await openTestEngine(), { onRun: (name) => ran.push(name) });
        return { engine: own, report: { engine: 'wasm', reason: 'a test' } };
      }),
    ),
  );
  const client = createViewClient(worker, {
    timeoutMs: 20_000,
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  const show = (snapshot: Checkpoint, laneId = 'a') =>
    client.call('show', { laneId, bytes: encodeCheckpoint(snapshot).buffer });
  const frame = (alpha: number) =>
    client.call('frame', { endpoints, path: 'straight', alpha }).then(({ rows }) => rows);
  const strips = (columns: number) =>
    client.call('strips', { endpoints, path: 'straight', columns }).then(({ rows }) => rows);
  return { client, worker, show, frame, strips, ran };
}

function line(angle: number): Float32Array {
  const image = new Float32Array(linePixels);
  drawLine(angle, image);
  return image;
}

/** What snapshot `index` decodes at α, by way of no session. */
async function decodeAt(index: number, alpha: number): Promise<Float32Array> {
  const autoencoder = createAutoencoder(engine, config);
  autoencoder.load(trained[index].weights);
  const z1 = await autoencoder.encode(line(endpoints.angle1));
  const z2 = await autoencoder.encode(line(endpoints.angle2));
  const z = new Float32Array(z1.length);
  mixStraight(z1, z2, alpha, z);
  const image = await autoencoder.decode(z);
  autoencoder.dispose();
  return image;
}

describe('a view session', () => {
  it('shows the reference rows before there are weights', async () => {
    const { strips, frame } = open();
    const { ideal, crossfade, ...lanes } = await strips(11);
    expect(lanes).toEqual({});
    expect(ideal.pictures.count).toBe(11);
    expect(ideal.meanDistance).toBeLessThan(1e-5);
    expect(ideal.smoothness).toBeLessThan(0.01);
    expect(ideal.angles[0]).toBeCloseTo(endpoints.angle2, 2);
    expect(ideal.angles[10]).toBeCloseTo(endpoints.angle1, 2);
    expect(ideal.guesses).toBeNull();
    expect(crossfade.smoothness).toBeGreaterThan(0.3);

    const rows = await frame(0.25);
    expect(rows.ideal.angle).toBeCloseTo(idealAngle(endpoints.angle1, endpoints.angle2, 0.25), 2);
    const faded = new Float32Array(linePixels);
    mixStraight(line(endpoints.angle1), line(endpoints.angle2), 0.25, faded);
    expect(rows.crossfade.pictures.bytes).toEqual(toPictures(faded, 1).bytes);
  });

  it('decodes a lane from its newest weights', async () => {
    const { show, frame } = open();
    expect(await show(trained[0])).toEqual({ config, samples: 240 });
    const first = await frame(0.7);
    expect(first.a.pictures.bytes).toEqual(toPictures(await decodeAt(0, 0.7), 1).bytes);
    await show(trained[1]);
    const second = await frame(0.7);
    expect(second.a.pictures.bytes).toEqual(toPictures(await decodeAt(1, 0.7), 1).bytes);
    expect(second.a.pictures.bytes).not.toEqual(first.a.pictures.bytes);
    expect(second.a.guess).not.toBeNull();
  });

  it('shows the same in a strip as in a frame', async () => {
    const { show, frame, strips } = open();
    await show(trained[1]);
    const { a } = await strips(5);
    expect(a.pictures.bytes).toHaveLength(5 * linePixels);
    expect(a.guesses).toHaveLength(5);
    for (const [column, alpha] of [0, 0.25, 0.5, 0.75, 1].entries()) {
      const { pictures, guess, distance } = (await frame(alpha)).a;
      const start = column * linePixels;
      const part = a.pictures.bytes.subarray(start, start + linePixels);
      // Straight strips follow the roundings of the authors' evaluation.
      expect(Math.max(...part.map((value, i) => Math.abs(value - pictures.bytes[i])))).toBeLessThan(
        2,
      );
      expect(a.guesses?.[column]).toBeCloseTo(guess ?? Number.NaN, 4);
      expect(a.distances[column]).toBeCloseTo(distance, 4);
    }
  });

  it('encodes end points once for each snapshot', async () => {
    const { show, frame, strips, ran } = open();
    const encodings = () => ran.filter((name) => name.endsWith('encode')).length;
    await show(trained[0]);
    await frame(0.1);
    const once = encodings();
    expect(once).toBeGreaterThan(0);
    for (const alpha of [0.2, 0.3, 0.4]) await frame(alpha);
    await strips(4);
    expect(encodings()).toBe(once);
    await show(trained[1]);
    await frame(0.5);
    expect(encodings()).toBe(2 * once);
  });

  it('evaluates as the protocol says, on weights that do not change under it', async () => {
    const { client, show, frame } = open();
    await show(trained[0]);
    const autoencoder = createAutoencoder(engine, config);
    autoencoder.load(trained[0].weights);
    const wanted = await evaluate(autoencoder, createDataset(config).testImages(), {
      interpolations: 8,
    });
    autoencoder.dispose();

    let answered = 0;
    const evaluation = client.call('evaluate', { laneId: 'a', interpolations: 8 }).then((value) => {
      return { value, framesBefore: answered };
    });
    await show(trained[1]);
    for (let i = 0; i < 3; i++) {
      await frame(i / 3);
      answered += 1;
    }
    const { value, framesBefore } = await evaluation;
    expect(value).toEqual({ samples: 240, ...wanted });
    // Frames do not wait for an evaluation to end.
    expect(framesBefore).toBe(3);
  });

  it('inspects a file and takes nothing over', async () => {
    const { client, frame } = open();
    const bytes = encodeCheckpoint(trained[0]).buffer;
    expect(await client.call('inspect', { bytes })).toEqual({
      kind: 'snapshot',
      config,
      samples: 240,
      evaluations: [],
    });
    expect(await frame(0)).not.toHaveProperty('a');
  });

  it('refuses damaged weights and keeps the ones it has', async () => {
    const { client, show, frame } = open();
    await show(trained[0]);
    const before = await frame(0.5);
    const bytes = encodeCheckpoint(trained[1]).buffer;
    new Uint8Array(bytes)[bytes.byteLength - 1] ^= 1;
    await expect(client.call('show', { laneId: 'a', bytes })).rejects.toMatchObject({
      name: 'CheckpointError',
    });
    expect(await frame(0.5)).toEqual(before);
  });

  it('shows and evaluates the weights of a file, which no lane takes', async () => {
    const { client, show, strips } = open();
    const [first, second] = trained;
    await show(first);
    const file = () => encodeCheckpoint(second).buffer;
    const other = { angle1: 4, angle2: 5.5 };
    const { strips: shown } = await client.call('fileStrips', {
      bytes: file(),
      pairs: [endpoints, other],
      columns: 5,
    });
    expect(shown).toHaveLength(2);
    expect(shown[0].ideal).toEqual((await strips(5)).ideal);
    expect(shown[1].ideal).not.toEqual(shown[0].ideal);
    expect(shown[0].strip).not.toEqual((await strips(5)).a);
    const params = { bytes: file(), interpolations: 2 };
    const evaluation = await client.call('evaluateFile', params);
    expect(evaluation.samples).toBe(second.samples);

    await show(second);
    expect(shown[0].strip).toEqual((await strips(5)).a);
    expect(await client.call('evaluate', { laneId: 'a', interpolations: 2 })).toEqual(evaluation);
    expect(Object.keys(await strips(5))).toEqual(['ideal', 'crossfade', 'a']);
    const damaged = { bytes: file().slice(0, 100), pairs: [endpoints], columns: 5 };
    await expect(client.call('fileStrips', damaged)).rejects.toMatchObject({
      name: 'CheckpointError',
    });
  });

  it('forgets a lane, also while it is evaluated', async () => {
    const { client, show, frame } = open();
    await show(trained[0]);
    const evaluation = client.call('evaluate', { laneId: 'a', interpolations: 4 });
    await client.call('forget', { laneId: 'a' });
    expect(await frame(0)).not.toHaveProperty('a');
    expect((await evaluation).samples).toBe(240);
    await expect(client.call('evaluate', { laneId: 'a', interpolations: 4 })).rejects.toMatchObject(
      { name: 'LaneError' },
    );
  });

  it('answers frames while strips are decoded', async () => {
    const { show, frame, strips } = open();
    await show(trained[0]);
    let answered = 0;
    const framesBefore = strips(256).then(() => answered);
    for (; answered < 3; answered++) await frame(answered / 3);
    expect(await framesBefore).toBe(3);
  });

  it('decodes a strip from the weights of one moment', async () => {
    const { show, frame, strips } = open();
    const bytes = async () => Buffer.from((await strips(64)).a.pictures.bytes).toString('hex');
    await show(trained[0]);
    const before = await bytes();
    const during = bytes();
    await frame(0);
    await show(trained[1]);
    const after = await bytes();
    expect(after === before).toBe(false);
    expect([before, after].includes(await during)).toBe(true);
  });

  it('leaves out a lane that is forgotten while others are decoded', async () => {
    const { client, show, strips } = open();
    for (const laneId of ['a', 'b', 'c']) await show(trained[0], laneId);
    const rows = strips(64);
    await client.call('forget', { laneId: 'b' });
    await client.call('forget', { laneId: 'c' });
    expect(Object.keys(await rows)).toEqual(expect.arrayContaining(['ideal', 'crossfade', 'a']));
    expect(Object.keys(await strips(2))).toEqual(['ideal', 'crossfade', 'a']);
  });

  it('evaluates no lane that is forgotten while it waits', async () => {
    const { client, show } = open();
    for (const laneId of ['a', 'b']) await show(trained[0], laneId);
    const first = client.call('evaluate', { laneId: 'a', interpolations: 4 });
    const second = client.call('evaluate', { laneId: 'b', interpolations: 4 });
    const refusal = expect(second).rejects.toMatchObject({ name: 'LaneError' });
    await client.call('forget', { laneId: 'b' });
    expect((await first).samples).toBe(240);
    await refusal;
  });

  it('ends what it does on an engine before that engine goes', async () => {
    const { client, show, strips } = open();
    await show(trained[0]);
    const before = await strips(7);
    const answers = [
      client.call('evaluate', { laneId: 'a', interpolations: 4 }),
      client.call('configure', { engine: 'wasm-relaxed', config }),
    ] as const;
    const rows = [strips(7), strips(7)];
    await client.call('configure', { engine: 'auto', config });
    expect((await answers[0]).samples).toBe(240);
    for (const row of rows) expect((await row).a).toEqual(before.a);
  });

  it('keeps its lanes on another engine', async () => {
    const { client, show, frame } = open();
    await show(trained[0]);
    const before = await frame(0.5);
    expect(await client.call('configure', { engine: 'wasm-relaxed', config })).toEqual({
      engine: 'wasm',
      reason: 'a test',
    });
    expect(await frame(0.5)).toEqual(before);
  });

  it('goes on with the weights it has when its engine is lost', async () => {
    const fakes: FakeEngine[] = [];
    const worker = createChannelWorker((endpoint) =>
      createViewSession(
        endpoint,
        sourceOf(async () => {
          const own = createFakeEngine();
          fakes.push(own);
          return { engine: own, report: { engine: own.description, reason: 'a test' } };
        }),
      ),
    );
    const client = createViewClient(worker, {
      timeoutMs: 20_000,
      onDeath: (reason) => expect.unreachable(reason),
    });
    clients.push(client);
    for (const laneId of ['a', 'b']) {
      await client.call('show', { laneId, bytes: encodeCheckpoint(trained[0]).buffer });
    }
    const wish = { endpoints, path: 'straight' } as const;
    await client.call('frame', { ...wish, alpha: 0.5 });
    fakes[0].lose();
    const answers = await Promise.all([
      client.call('frame', { ...wish, alpha: 0.3 }),
      client.call('strips', { ...wish, columns: 3 }),
    ]);
    for (const { rows } of answers)
      expect(Object.keys(rows)).toEqual(expect.arrayContaining(['a', 'b']));
    expect(fakes).toHaveLength(2);
    const evaluation = await client.call('evaluate', { laneId: 'a', interpolations: 2 });
    expect(evaluation.samples).toBe(240);
  });

  it('answers whatever it is asked', async () => {
    const { client, show, frame, worker } = open();
    await show(trained[0]);
    const before = await frame(0.5);
    const kinds = fc.constantFrom('configure', 'show', 'inspect', 'forget', 'strips', 'frame', 'x');
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, 0.5, Number.NaN));
    const anyEndpoints = fc.record({ angle1: number, angle2: number });
    const path = fc.constantFrom('straight', 'spherical');
    const laneId = fc.constantFrom('b', '', '__proto__');
    const call = fc.oneof(
      fc.tuple(anyEndpoints, path, number).map(
        ([endpoints, path, alpha]) =>
          () =>
            client.call('frame', { endpoints, path, alpha }),
      ),
      fc.tuple(anyEndpoints, path, fc.integer({ min: -3, max: 6 })).map(
        ([endpoints, path, columns]) =>
          () =>
            client.call('strips', { endpoints, path, columns }),
      ),
      fc.tuple(laneId, fc.uint8Array({ maxLength: 64 })).map(
        ([laneId, bytes]) =>
          () =>
            client.call('show', { laneId, bytes: bytes.slice().buffer }),
      ),
      fc.tuple(laneId, number).map(
        ([laneId, interpolations]) =>
          () =>
            client.call('evaluate', { laneId, interpolations }),
      ),
      laneId.map((laneId) => () => client.call('forget', { laneId })),
      fc.tuple(kinds, fc.jsonValue()).map(([kind, params]) => async () => {
        worker.postMessage({ type: 'call', id: -1, kind, params });
      }),
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 5 }), async (calls) => {
        await Promise.allSettled(calls.map((each) => each()));
        answered += calls.length;
        expect(client.alive).toBe(true);
      }),
      { numRuns: 40, seed: 3 },
    );
    expect(answered).toBeGreaterThan(40);
    expect(await frame(0.5)).toEqual(before);
  });
});
