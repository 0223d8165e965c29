import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../tests/testEngine.ts';
import { presetConfig } from '../core/presets.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createDataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { type Autoencoder, createAutoencoder } from './autoencoder.ts';
import { initialValue } from './initialise.ts';
import { snapshotVariables } from './variables.ts';

let engine: Engine;
let autoencoder: Autoencoder;

function tinyConfig(method: 'vae' | 'baseline', critic: boolean): RunConfig {
  const preset = presetConfig('quick', method, { critic });
  const architecture = { ...preset.architecture, depth: 2, criticDepth: 1, latentChannels: 2 };
  return { ...preset, architecture };
}

const config = tinyConfig('vae', true);
const images = createDataset(config)
  .testImages()
  .subarray(0, 21 * 1024);

function weightsOf(of: RunConfig, seed: number): Map<string, Float32Array> {
  const specs = snapshotVariables(of);
  return new Map(specs.map(({ name }) => [name, initialValue(name, specs, seed)]));
}

beforeAll(async () => {
  engine = await openTestEngine();
  autoencoder = createAutoencoder(engine, config);
  autoencoder.load(weightsOf(config, 1));
});
afterAll(() => engine.dispose());

function expectNear(values: Float32Array, expected: Float32Array): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  expect(values.length).toBe(expected.length);
  const error = values.reduce((most, v, i) => Math.max(most, Math.abs(v - expected[i])), 0);
  expect(error).toBeLessThan(1e-5 * largest);
}

describe('an autoencoder in use', () => {
  it('gives each sample the same, whatever the count', async () => {
    const latents = await autoencoder.encode(images);
    const decoded = await autoencoder.decode(latents);
    const guesses = await autoencoder.critic(images);
    expect([latents.length, decoded.length, guesses.length]).toEqual([21 * 8, images.length, 21]);
    for (const i of [0, 17, 20]) {
      const image = images.subarray(i * 1024, (i + 1) * 1024);
      expectNear(await autoencoder.encode(image), latents.subarray(i * 8, (i + 1) * 8));
      expectNear(
        await autoencoder.decode(latents.subarray(i * 8, (i + 1) * 8)),
        decoded.subarray(i * 1024, (i + 1) * 1024),
      );
      expectNear(await autoencoder.critic(image), guesses.subarray(i, i + 1));
    }
  });

  it('answers overlapping calls as if one by one', async () => {
    const halves = [images.subarray(0, 4 * 1024), images.subarray(4 * 1024, 8 * 1024)];
    const overlapping = await Promise.all(halves.map((half) => autoencoder.encode(half)));
    expect(overlapping).toEqual([
      await autoencoder.encode(halves[0]),
      await autoencoder.encode(halves[1]),
    ]);
    expect(overlapping[0]).not.toEqual(overlapping[1]);
  });

  it('samples around the mean, as the seed decides', async () => {
    const mean = await autoencoder.encode(images);
    const sample = await autoencoder.sample(images, 5);
    expect(sample).not.toEqual(mean);
    expect(await autoencoder.sample(images, 5)).toEqual(sample);
    expect(await autoencoder.sample(images, 6)).not.toEqual(sample);
  });

  it('writes into the array given', async () => {
    const out = new Float32Array(8);
    const image = images.subarray(0, 1024);
    expect(await autoencoder.encode(image, out)).toBe(out);
    expect(out).toEqual(await autoencoder.encode(image));
    await expect(autoencoder.encode(image, new Float32Array(9))).rejects.toThrow(RangeError);
    await expect(autoencoder.encode(image.subarray(1))).rejects.toThrow(/1023/);
  });

  it('takes new weights, or none of them', async () => {
    const image = images.subarray(0, 1024);
    const before = await autoencoder.encode(image);
    const lacking = weightsOf(config, 2);
    lacking.delete('dec/conv3/bias');
    expect(() => autoencoder.load(lacking)).toThrow('dec/conv3/bias');
    expect(await autoencoder.encode(image)).toEqual(before);
    autoencoder.load(weightsOf(config, 2));
    expect(await autoencoder.encode(image)).not.toEqual(before);
  });

  it('says what it lacks', async () => {
    const plain = createAutoencoder(engine, tinyConfig('baseline', false));
    expect([plain.hasCritic, plain.hasSample]).toEqual([false, false]);
    expect([autoencoder.hasCritic, autoencoder.hasSample]).toEqual([true, true]);
    await expect(plain.critic(images)).rejects.toThrow(/critic/);
    plain.dispose();
  });
});
