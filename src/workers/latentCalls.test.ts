import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import { drawLine, linePixels } from '../core/lines.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import { findNearestLines } from '../core/nearestLine.ts';
import { type PathName, pathNames } from '../core/paths.ts';
import { createDataset } from '../datasets/dataset.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint.ts';
import { createEngineDecoder } from './differentiableDecoder.ts';
import { toPictures } from './pictures.ts';
import type { ViewEvent } from './protocol.ts';
import { createViewClient, type ViewClient } from './viewClient.ts';
import { createViewSession } from './viewSession.ts';

const endpoints = { angle1: 0.3, angle2: 2 };
const bend = [{ along: 0.5, across: 0.8 }];
const methods = ['acai', 'vae', 'vqvae'] as const;

/** The files that ship with the page: trained well enough for paths to differ. */
const shipped = new Map<MethodName, Checkpoint>();

beforeAll(async () => {
  for (const method of methods) {
    const file = join(import.meta.dirname, `../../public/checkpoints/${method}.safetensors`);
    shipped.set(method, decodeCheckpoint(new Uint8Array(await readFile(file))));
  }
});

const clients: ViewClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

/** A session that shows these methods as lanes of their names. */
async function open(...shown: readonly MethodName[]) {
  const events: ViewEvent[] = [];
  const worker = createChannelWorker((endpoint) =>
    createViewSession(
      endpoint,
      sourceOf(async () => ({
        engine: await openTestEngine(),
        report: { engine: 'wasm', reason: 'a test' },
      })),
    ),
  );
  const client = createViewClient(worker, {
    timeoutMs: 20_000,
    onEvent: (event) => events.push(event),
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  for (const method of shown) {
    const bytes = encodeCheckpoint(shipped.get(method)!).buffer;
    await client.call('show', { laneId: method, bytes });
  }
  const strip = async (path: PathName, columns = 11) => {
    const { rows } = await client.call('strips', { ...wish(path), endpoints, columns });
    return rows.acai;
  };
  return { client, events, strip };
}

function wish(path: PathName) {
  return { path, points: bend };
}

describe('the latent map', () => {
  it('places lines at even angles, the shares of its axes in order', async () => {
    const { client } = await open('acai');
    const map = await client.call('map', { laneId: 'acai', lines: 24 });
    expect(map.samples).toBe(shipped.get('acai')!.samples);
    expect(map.angles).toHaveLength(24);
    expect(map.positions).toHaveLength(48);
    expect(map.positions.every(Number.isFinite)).toBe(true);
    expect(map.shares[0]).toBeGreaterThan(map.shares[1]);
    expect(map.shares[0] + map.shares[1]).toBeLessThanOrEqual(1 + 1e-9);
    expect(await client.call('map', { laneId: 'acai', lines: 24 })).toEqual(map);
  });

  it('is refused for a lane without weights and for counts that make no sense', async () => {
    const { client } = await open('acai');
    await expect(client.call('map', { laneId: 'b', lines: 24 })).rejects.toMatchObject({
      name: 'LaneError',
    });
    await expect(client.call('map', { laneId: 'acai', lines: 1e9 })).rejects.toMatchObject({
      name: 'RangeError',
    });
  });
});

describe('the paths on the map', () => {
  it('share their ends, and are measured as the strips are', async () => {
    const { client, strip } = await open('acai');
    await client.call('map', { laneId: 'acai', lines: 24 });
    const { paths, geodesic } = await client.call('paths', {
      laneId: 'acai',
      endpoints,
      points: bend,
    });
    expect(geodesic).toBeNull();
    const ends = ({ trace }: { trace: readonly number[] }) => [
      ...trace.slice(0, 2),
      ...trace.slice(-2),
    ];
    for (const [name, path] of Object.entries(paths)) {
      expect(path.trace).toHaveLength(42);
      expect(path.snapped).toBeNull();
      ends(path).forEach((value, i) => {
        expect(value).toBeCloseTo(ends(paths.straight)[i], 4);
      });
      const shown = await strip(pathNames.find((each) => each === name)!);
      expect(path.meanDistance).toBeCloseTo(shown.meanDistance, 4);
      expect(path.smoothness).toBeCloseTo(shown.smoothness, 3);
    }
    expect(paths.drawn.trace[20]).not.toBeCloseTo(paths.straight.trace[20], 2);
    expect((await strip('drawn')).pictures.bytes).not.toEqual(
      (await strip('straight')).pictures.bytes,
    );
  });

  it('a drawn path without points is the straight one', async () => {
    const { client } = await open('acai');
    const { paths } = await client.call('paths', { laneId: 'acai', endpoints, points: [] });
    expect(paths.drawn).toEqual(paths.straight);
  });

  it('a VQ-VAE’s codes come with them', async () => {
    const { client } = await open('vqvae');
    const { paths } = await client.call('paths', { laneId: 'vqvae', endpoints, points: [] });
    expect(paths.straight.snapped).toHaveLength(42);
    expect(paths.straight.snapped?.every(Number.isFinite)).toBe(true);
  });
});

describe('the geodesic', () => {
  it('is never longer than the straight path; strips show it from then on', async () => {
    const { client, events, strip } = await open('acai');
    const straight = await strip('straight');
    expect((await strip('geodesic')).pictures).toEqual(straight.pictures);

    const found = await client.call('geodesic', { laneId: 'acai', endpoints });
    expect(found.finished).toBe(true);
    expect(found.length).toBeLessThan(found.straightLength);
    expect(events.length).toBeGreaterThan(3);
    const shares = events.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(events.at(-1)!.length).toBeGreaterThanOrEqual(found.length);

    const shown = await strip('geodesic');
    expect(shown.pictures.bytes).not.toEqual(straight.pictures.bytes);
    for (const column of [0, 10]) {
      const part = (bytes: Uint8Array) =>
        bytes.slice(column * linePixels, (column + 1) * linePixels);
      const apart = part(shown.pictures.bytes).map((value, i) =>
        Math.abs(value - part(straight.pictures.bytes)[i]),
      );
      // Strips on a straight path follow the roundings of the authors' evaluation.
      expect(Math.max(...apart)).toBeLessThan(2);
    }
    const { paths, geodesic } = await client.call('paths', {
      laneId: 'acai',
      endpoints,
      points: [],
    });
    expect(geodesic?.length).toBeCloseTo(found.length, 2);
    expect(paths.straight.length).toBeCloseTo(found.straightLength, 2);
  });

  it('answers frames meanwhile, and ends when it is called off or replaced', async () => {
    const { client } = await open('acai');
    let answered = 0;
    const search = client.call('geodesic', { laneId: 'acai', endpoints });
    const counted = search.then((result) => ({ ...result, framesBefore: answered }));
    for (let i = 0; i < 5; i++) {
      await client.call('frame', { ...wish('geodesic'), endpoints, alpha: i / 5 });
      answered += 1;
    }
    await client.call('cancelGeodesic', { laneId: 'acai' });
    expect(await counted).toMatchObject({ finished: false, framesBefore: 5 });

    const [older, newer] = await Promise.all(
      [0.3, 0.4].map((angle1) =>
        client.call('geodesic', { laneId: 'acai', endpoints: { ...endpoints, angle1 } }),
      ),
    );
    expect([older.finished, newer.finished]).toEqual([false, true]);
  });

  it('follows the decoder’s own gradient', async () => {
    const engine = await openTestEngine();
    const { weights, config } = shipped.get('vae')!;
    const decoder = await createEngineDecoder(engine, config, weights, async () => {});
    const size = 64;
    const z = Float32Array.from({ length: 5 * size }, (_, i) => Math.sin(i));
    const images = new Float32Array(5 * decoder.imageSize);
    const pulls = images.map((_, i) => Math.cos(i));
    const gradient = new Float32Array(z.length);
    await decoder.pullBack(z, pulls, gradient);
    const pulled = async (latents: Float32Array) => {
      await decoder.decode(latents, images);
      return images.reduce((sum, value, i) => sum + value * pulls[i], 0);
    };
    const steepest = Math.max(...gradient.map(Math.abs));
    expect(steepest).toBeGreaterThan(1);
    for (const at of [0, 77, 319]) {
      const step = 1e-2;
      const [above, below] = [z.slice(), z.slice()];
      above[at] += step;
      below[at] -= step;
      const slope = ((await pulled(above)) - (await pulled(below))) / (2 * step);
      expect(Math.abs(gradient[at] - slope)).toBeLessThan(0.02 * steepest);
    }
    decoder.dispose();
  });
});

describe('random samples', () => {
  const draw = { count: 24, shown: 5, draw: 1 };

  it('are decoded from the source, with their distances and training images beside them', async () => {
    const { client } = await open('vae');
    const call = (source: 'prior' | 'fitted', number: number) =>
      client.call('samples', { laneId: 'vae', source, ...draw, draw: number });
    const prior = await call('prior', 1);
    expect(prior.pictures.count).toBe(5);
    expect(prior.nearest.bytes).toHaveLength(5 * linePixels);
    expect(prior.distances).toHaveLength(24);
    for (const distance of prior.distances) expect(distance).toBeGreaterThan(0);
    expect(await call('prior', 1)).toEqual(prior);
    expect((await call('prior', 2)).distances).not.toEqual(prior.distances);
    expect((await call('fitted', 1)).distances).not.toEqual(prior.distances);
  });

  it('show images that the run was trained on', async () => {
    const { client } = await open('acai');
    const { nearest } = await client.call('samples', { laneId: 'acai', source: 'fitted', ...draw });
    const { config } = shipped.get('acai')!;
    const { batch } = config.schedule;
    const dataset = createDataset(config);
    const seen = new Set<string>();
    const images = new Float32Array(batch * linePixels);
    for (let step = 1; step <= 2048 / batch; step++) {
      dataset.fillTraining(step, images, new Float32Array(batch * dataset.labelSize));
      for (let i = 0; i < batch; i++) {
        const image = images.subarray(i * linePixels, (i + 1) * linePixels);
        seen.add(Buffer.from(toPictures(image, 1).bytes).toString('base64'));
      }
    }
    for (let i = 0; i < 5; i++) {
      const bytes = nearest.bytes.subarray(i * linePixels, (i + 1) * linePixels);
      expect(seen).toContain(Buffer.from(bytes).toString('base64'));
    }
  });

  it('of a Gaussian around latents of lines are nearer to lines than those of a wrong prior', async () => {
    const { client } = await open('acai');
    const meanOf = async (source: 'prior' | 'fitted') => {
      const { distances } = await client.call('samples', {
        laneId: 'acai',
        source,
        count: 64,
        shown: 1,
        draw: 3,
      });
      return distances.reduce((sum, value) => sum + value, 0) / 64;
    };
    expect(await meanOf('fitted')).toBeLessThan(await meanOf('prior'));
    // A line itself is at no distance: the measure is that of the lines benchmark.
    const image = new Float32Array(linePixels);
    drawLine(1, image);
    const distance = new Float64Array(1);
    findNearestLines(image, new Float64Array(1), distance);
    expect(distance[0]).toBeLessThan(1e-4);
  });

  it('are refused in numbers that make no sense', async () => {
    const { client } = await open('acai');
    for (const change of [{ count: 1e9 }, { count: 1 }, { shown: 0 }, { shown: 25 }]) {
      const params = { laneId: 'acai', source: 'prior', ...draw, ...change } as const;
      await expect(client.call('samples', params)).rejects.toMatchObject({ name: 'RangeError' });
    }
  });
});

it('a map and samples are those of one moment while weights change', async () => {
  const { client } = await open('acai');
  const bytes = () => encodeCheckpoint(shipped.get('acai')!).buffer;
  const before = await client.call('map', { laneId: 'acai', lines: 32 });
  const during = client.call('map', { laneId: 'acai', lines: 32 });
  await client.call('show', { laneId: 'acai', bytes: bytes() });
  expect(await during).toEqual(before);
});

it('extrapolation shows four more pictures of each row and changes no number', async () => {
  const { client } = await open('acai');
  const params = { ...wish('straight'), endpoints, columns: 11 };
  const { rows: inside } = await client.call('strips', params);
  const { rows: beyond } = await client.call('strips', { ...params, beyond: true });
  for (const row of ['ideal', 'crossfade', 'acai']) {
    expect(beyond[row].beyond?.count).toBe(4);
    expect({ ...beyond[row], beyond: null }).toEqual(inside[row]);
  }
  const { rows } = await client.call('frame', { ...wish('straight'), endpoints, alpha: 1.2 });
  const last = beyond.ideal.beyond!.bytes.slice(3 * linePixels);
  expect(rows.ideal.pictures.bytes).toEqual(last);
});
