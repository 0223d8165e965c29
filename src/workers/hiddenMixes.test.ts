import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createChannelWorker } from '../../tests/channelWorker.ts';
import { sourceOf } from '../../tests/engineSource.ts';
import { openTestEngine } from '../../tests/testEngine.ts';
import { dealMixes } from '../core/criticGame.ts';
import { linePixels } from '../core/lines.ts';
import { createViewClient, type ViewClient } from './viewClient.ts';
import { createViewSession } from './viewSession.ts';

const endpoints = { angle1: 0.3, angle2: 2 };
const lanes = ['acai', 'vae'] as const;
const shipped = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const lane of lanes) {
    const file = join(import.meta.dirname, `../../public/checkpoints/${lane}.safetensors`);
    shipped.set(lane, new Uint8Array(await readFile(file)));
  }
});

const clients: ViewClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});

/** A session that shows ACAI and a VAE, with the weights that ship. */
async function open(): Promise<ViewClient> {
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
    onEvent: (event) => expect.unreachable(event.kind),
    onDeath: (reason) => expect.unreachable(reason),
  });
  clients.push(client);
  for (const laneId of lanes) {
    await client.call('show', { laneId, bytes: new Uint8Array(shipped.get(laneId)!).buffer });
  }
  return client;
}

it('a game’s mixes are what the strips show, with the guess of each lane’s own critic', async () => {
  const client = await open();
  const mixes = dealMixes(lanes, 2, 5);
  const { pictures, guesses } = await client.call('mixes', { mixes });
  expect(pictures.count).toBe(4);
  expect(pictures.bytes).toHaveLength(4 * linePixels);
  for (const [i, { laneId, alpha, endpoints: ends }] of mixes.entries()) {
    const wish = { path: 'straight', endpoints: ends, alpha } as const;
    const { rows } = await client.call('frame', wish);
    const bytes = pictures.bytes.slice(i * linePixels, (i + 1) * linePixels);
    expect(bytes).toEqual(rows[laneId].pictures.bytes);
    expect(guesses[i]).toBe(rows[laneId].guess);
  }
  expect(guesses.filter((guess) => guess !== null)).toHaveLength(2);
  expect(await client.call('mixes', { mixes })).toEqual({ pictures, guesses });
});

it('mixes are refused of a lane without weights, and where they make no sense', async () => {
  const client = await open();
  const mix = { laneId: 'acai', endpoints, alpha: 0.2 };
  const ask = (mixes: readonly (typeof mix)[]) => client.call('mixes', { mixes });
  await expect(ask([mix, { ...mix, laneId: 'b' }])).rejects.toMatchObject({ name: 'LaneError' });
  for (const mixes of [[], Array(513).fill(mix), [{ ...mix, alpha: Number.NaN }]]) {
    await expect(ask(mixes)).rejects.toMatchObject({ name: 'RangeError' });
  }
});

it('curves are the lane’s strip, beside the ideal and the cross-fade', async () => {
  const client = await open();
  const curves = await client.call('curves', { laneId: 'vae', endpoints, columns: 21 });
  const { rows } = await client.call('strips', { path: 'straight', endpoints, columns: 21 });
  expect(curves).toEqual({ lane: rows.vae, ideal: rows.ideal, crossfade: rows.crossfade });
  expect(curves.lane.angles).toHaveLength(21);
});

it('curves are refused of a lane without weights, and in numbers that make no sense', async () => {
  const client = await open();
  const ask = (laneId: string, columns: number) =>
    client.call('curves', { laneId, endpoints, columns });
  await expect(ask('b', 21)).rejects.toMatchObject({ name: 'LaneError' });
  await expect(ask('vae', 1)).rejects.toMatchObject({ name: 'RangeError' });
});
