import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methodNames } from './methodCatalogue.ts';
import { presetConfig } from './presets.ts';
import { presetNames } from './runConfig.ts';
import { parseRunConfig, RunConfigError } from './runConfigCodec.ts';

const configs = presetNames.flatMap((preset) =>
  methodNames.flatMap((method) =>
    [false, true].map((critic) => presetConfig(preset, method, { critic, seed: 7 })),
  ),
);

test('every preset of every method passes, also by way of JSON', () => {
  expect(configs.length).toBeGreaterThan(20);
  for (const config of configs) {
    expect(parseRunConfig(config)).toEqual(config);
    expect(parseRunConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  }
});

test('the result is a copy, and parts of no meaning are left out', () => {
  const config = presetConfig('quick', 'acai');
  const parsed = parseRunConfig({ ...config, note: 'hello' });
  expect(parsed).toEqual(config);
  expect(parsed.architecture).not.toBe(config.architecture);
});

describe('faults are named by their path', () => {
  const acai = presetConfig('quick', 'acai');
  const baseline = presetConfig('quick', 'baseline');
  const { seed: _, ...seedless } = acai;

  test('a config from before the reconstruction had a weight has weight 1', () => {
    const { reconstruction: _new, ...older } = acai.hyperparameters;
    expect(parseRunConfig({ ...acai, hyperparameters: older })).toEqual(acai);
  });

  test.each<[string, unknown]>([
    ['it must be an object, not null', null],
    ['it must be an object, not "acai"', 'acai'],
    ['seed is missing', seedless],
    ['seed must be a whole number from 0 to 4294967295, not -1', { ...acai, seed: -1 }],
    ['seed must be a whole number from 0 to 4294967295, not 1.5', { ...acai, seed: 1.5 }],
    ['budget must be a whole number from 1 to 268435456, not NaN', { ...acai, budget: NaN }],
    ['method must be one of baseline, dropout, ', { ...acai, method: 'gan' }],
    ['critic must be true for acai', { ...acai, critic: false }],
    ['critic must be true or false, not "yes"', { ...acai, critic: 'yes' }],
    ['architecture must be an object, not null', { ...acai, architecture: null }],
    [
      'architecture.depth must be a whole number from 1 to 64, not 1000000000',
      { ...acai, architecture: { ...acai.architecture, depth: 1e9 } },
    ],
    [
      'architecture.size must be 32, not 64',
      { ...acai, architecture: { ...acai.architecture, size: 64 } },
    ],
    [
      'hyperparameters.lambda must be a number from 0 to 2, not Infinity',
      { ...acai, hyperparameters: { lambda: Infinity, gamma: 0.2 } },
    ],
    ['hyperparameters.gamma is missing', { ...acai, hyperparameters: { lambda: 0.5 } }],
    ["hyperparameters.beta is none of baseline's", { ...baseline, hyperparameters: { beta: 1 } }],
    ['hyperparameters must be an object, not 3', { ...acai, hyperparameters: 3 }],
    [
      'schedule.decay.share must be a number from 0 to 1, not "a"',
      { ...acai, schedule: { ...acai.schedule, decay: { share: 'a', samples: 5 } } },
    ],
    [
      'schedule.adversaryRamp.to must not be before schedule.adversaryRamp.from',
      { ...acai, schedule: { ...acai.schedule, adversaryRamp: { from: 5, to: 4 } } },
    ],
  ])('%s', (message, value) => {
    expect(() => parseRunConfig(value)).toThrow(RunConfigError);
    expect(() => parseRunConfig(value)).toThrow(message);
  });

  test('several at once, and no more than can be read', () => {
    expect(() => parseRunConfig({ ...acai, seed: -1, budget: 0 })).toThrow(/seed .*; budget /);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => ['x'.repeat(i), 1]));
    try {
      parseRunConfig({ ...acai, hyperparameters: many });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(RunConfigError);
      if (error instanceof RunConfigError) expect(error.message.length).toBeLessThan(1100);
    }
  });
});

test('anything else is refused with a RunConfigError and nothing else', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(() => parseRunConfig(value)).toThrow(RunConfigError);
    }),
    { seed: 8 },
  );
  const valid = configs.map((config) => JSON.stringify(config));
  fc.assert(
    fc.property(
      fc.constantFrom(...valid),
      fc.nat(),
      fc.constantFrom('0', '-1', '"a"', 'null', '{}', '[]', '1e999', 'true'),
      (text, where, other) => {
        // One value of the JSON becomes another: it parses or throws the typed error.
        const values = [...text.matchAll(/:("[^"]*"|[\d.e-]+|true|false|null)/g)];
        const chosen = values[where % values.length];
        const changed = `${text.slice(0, chosen.index + 1)}${other}${text.slice(chosen.index + chosen[0].length)}`;
        try {
          const config = parseRunConfig(JSON.parse(changed));
          expect(parseRunConfig(config)).toEqual(config);
        } catch (error) {
          expect(error).toBeInstanceOf(RunConfigError);
        }
      },
    ),
    { seed: 9, numRuns: 300 },
  );
});
