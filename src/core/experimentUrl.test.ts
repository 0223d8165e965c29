import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkTexts } from '../texts/link.ts';
import { controlNames } from './controls.ts';
import { farthestPoint, maximumPathPoints } from './drawnPath.ts';
import {
  defaultExperiment,
  type Experiment,
  embedViews,
  engineWishes,
  games,
  type Lane,
  laneRunConfig,
  languages,
  maximumLanes,
  pages,
  preferredLanguage,
  sides,
  themes,
} from './experiment.ts';
import { decodeExperiment as decode, encodeExperiment } from './experimentUrl.ts';
import { hyperparametersOf, methodCatalogue, methodNames } from './methodCatalogue.ts';
import { pathNames } from './paths.ts';
import { datasetNames, maximumBudget, maximumSeed, presetNames } from './runConfig.ts';
import { parseRunConfig } from './runConfigCodec.ts';
import { stopNames } from './stops.ts';

/** With the problems in words, as people read them. */
function decodeExperiment(hash: string) {
  const { experiment, problems } = decode(hash);
  return { experiment, problems: problems.map(linkTexts.en.describe) };
}

const lane: fc.Arbitrary<Omit<Lane, 'id'>> = fc
  .record({
    method: fc.constantFrom(...methodNames),
    carries: fc.boolean(),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
    chosen: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ method, carries, shares, chosen }) => {
    const critic = carries || methodCatalogue[method].adversarial;
    const values = hyperparametersOf(method, critic).flatMap((spec, i) => {
      const value = spec.minimum + shares[i] * (spec.maximum - spec.minimum);
      return chosen[i] && value !== spec.default ? [[spec.name, value]] : [];
    });
    return { method, critic, hyperparameters: Object.fromEntries(values) };
  });

const angle = fc.integer({ min: 0, max: 62_831 }).map((value) => value / 1e4);

const coordinate = fc
  .integer({ min: -farthestPoint * 1000, max: farthestPoint * 1000 })
  .map((value) => value / 1000);
const point = fc.record({ along: coordinate, across: coordinate });

const experiments: fc.Arbitrary<Experiment> = fc.record({
  dataset: fc.constantFrom(...datasetNames),
  preset: fc.constantFrom(...presetNames),
  seed: fc.integer({ min: 0, max: maximumSeed }),
  budget: fc.integer({ min: 1, max: maximumBudget }),
  engine: fc.constantFrom(...engineWishes),
  endpoints: fc.record({ angle1: angle, angle2: angle }),
  alpha: fc.integer({ min: 0, max: 10_000 }).map((value) => value / 1e4),
  beyond: fc.boolean(),
  path: fc.constantFrom(...pathNames),
  points: fc.array(point, { maxLength: maximumPathPoints }),
  side: fc.constantFrom(...sides),
  theme: fc.constantFrom(...themes),
  language: fc.constantFrom(...languages),
  page: fc.constantFrom(...pages),
  game: fc.constantFrom(...games),
  stop: fc.constantFrom(null, ...stopNames),
  present: fc.boolean(),
  embed: fc.constantFrom(null, ...embedViews),
  hide: fc.subarray([...controlNames]),
  lanes: fc
    .array(lane, { maxLength: maximumLanes })
    .map((lanes) => lanes.map((entry, i) => ({ id: 'abcdefghij'[i], ...entry }))),
});

describe('there and back', () => {
  test('a drawn path and an α beyond the ends', () => {
    const drawn: Experiment = {
      ...defaultExperiment,
      alpha: -0.2,
      beyond: true,
      path: 'drawn',
      points: [
        { along: 0.25, across: -0.4 },
        { along: 1.5, across: 8 },
      ],
      side: 'map',
    };
    const hash = encodeExperiment(drawn);
    expect(hash).toContain('&points=0.25:-0.4,1.5:8');
    expect(decodeExperiment(hash)).toEqual({ experiment: drawn, problems: [] });
    // Without its permission α is not taken.
    expect(decodeExperiment('#alpha=-0.2').experiment.alpha).toBe(0.5);
    expect(decodeExperiment('#alpha=-0.2').problems).toEqual([expect.stringContaining('0 to 1')]);
  });

  test('points that are none, or too many', () => {
    const read = (points: string) => decodeExperiment(`#points=${points}`);
    expect(read('0.5:0.5,x').experiment.points).toEqual([]);
    expect(read('0.5:0.5,x').problems).toEqual([expect.stringContaining('points has "x"')]);
    expect(read('0.5:9').problems).toEqual([expect.stringContaining('two numbers')]);
    const many = read(Array.from({ length: 20 }, () => '0.5:1').join(','));
    expect(many.experiment.points).toHaveLength(maximumPathPoints);
    expect(many.problems).toEqual([expect.stringContaining('20 entries')]);
  });

  test('any experiment, without problems, in characters that survive in a link', () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const hash = encodeExperiment(experiment);
        expect(hash).toMatch(/^#[\w.,:~+&=-]+$/);
        const decoded = decodeExperiment(hash);
        expect(decoded).toEqual({ experiment, problems: [] });
        expect(decodeExperiment(encodeURIComponent(hash.slice(1)).replaceAll('%26', '&'))).toEqual(
          decoded,
        );
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test('the default is short; no hash is the default', () => {
    expect(encodeExperiment(defaultExperiment)).toBe('#lanes=acai,baseline,vae,aae&seed=1');
    for (const hash of ['', '#', '#lanes=acai,baseline,vae,aae&seed=1', '#&&']) {
      expect(decodeExperiment(hash)).toEqual({ experiment: defaultExperiment, problems: [] });
    }
  });

  test('a whole example', () => {
    const { experiment, problems } = decodeExperiment(
      '#lanes=acai~lambda:0.3,vae+critic~beta:2&seed=3&preset=paper&alpha=.25&x1=0&path=spherical&engine=wasm&theme=dark',
    );
    expect(problems).toEqual([]);
    expect(experiment).toEqual({
      ...defaultExperiment,
      seed: 3,
      preset: 'paper',
      budget: 2 ** 24,
      alpha: 0.25,
      endpoints: { ...defaultExperiment.endpoints, angle1: 0 },
      path: 'spherical',
      engine: 'wasm',
      theme: 'dark',
      lanes: [
        { id: 'a', method: 'acai', critic: true, hyperparameters: { lambda: 0.3 } },
        { id: 'b', method: 'vae', critic: true, hyperparameters: { beta: 2 } },
      ],
    });
    expect(decodeExperiment('#lanes=vae%2Bcritic').experiment.lanes[0].critic).toBe(true);
    expect(decodeExperiment('#lanes=vae%20critic').experiment.lanes[0].critic).toBe(true);
  });

  test('angles wrap, and a hair below a full turn is 0', () => {
    const turned = (angle1: number) =>
      decodeExperiment(
        encodeExperiment({ ...defaultExperiment, endpoints: { angle1, angle2: 1 } }),
      );
    for (const angle1 of [2 * Math.PI - 1e-9, -1e-9, 2 * Math.PI, 0]) {
      expect(turned(angle1).experiment.endpoints.angle1).toBe(0);
      expect(turned(angle1).problems).toEqual([]);
    }
    expect(turned(-1).experiment.endpoints.angle1).toBeCloseTo(2 * Math.PI - 1, 4);
  });

  test('the longest link is read', () => {
    const full = (method: 'vqvae'): Omit<Lane, 'id'> => ({
      method,
      critic: true,
      hyperparameters: Object.fromEntries(
        hyperparametersOf(method, true).map((spec) => [
          spec.name,
          spec.minimum + 0.012345678901234567,
        ]),
      ),
    });
    const lanes = Array.from({ length: maximumLanes }, (_, i) => ({
      id: 'abcdefghij'[i],
      ...full('vqvae'),
    }));
    const { problems, experiment } = decodeExperiment(
      encodeExperiment({ ...defaultExperiment, lanes }),
    );
    expect(problems).toEqual([]);
    expect(experiment.lanes).toEqual(lanes);
  });
});

test('a link without a language is in the reader’s', () => {
  const french = { ...defaultExperiment, language: 'fr' } as const;
  expect(decode('#seed=1', 'fr').experiment).toEqual(french);
  expect(encodeExperiment(french)).toContain('lang=fr');
  expect(encodeExperiment(french, 'fr')).not.toContain('lang');
  expect(decode(encodeExperiment(defaultExperiment, 'fr'), 'fr').experiment.language).toBe('en');
  expect(preferredLanguage(['de-CH', 'FR-ch', 'en'])).toBe('fr');
  expect(preferredLanguage(['de'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

describe('malformed parts fall back, and say so', () => {
  test.each([
    ['seed=-1', 'seed is "-1", not a whole number from 0 to 4294967295; 1 is used.'],
    ['seed=1.5', 'seed is "1.5", not a whole number from 0 to 4294967295; 1 is used.'],
    ['seed=4294967296', 'seed is "4294967296", not a whole number'],
    ['seed', 'seed is "", not a whole number'],
    ['seed=0x10', 'seed is "0x10", not a whole number'],
    ['budget=0', 'budget is "0", not a whole number from 1 to 268435456; 262144 is used.'],
    ['preset=slow', 'preset is "slow", not one of quick, paper; quick is used.'],
    ['dataset=faces', 'dataset is "faces", not one of lines; lines is used.'],
    ['engine=gpu', 'engine is "gpu", not one of auto, wasm, '],
    ['path=constructor', 'path is "constructor", not one of straight, spherical'],
    ['theme=DARK', 'theme is "DARK", not one of auto, light, dark, projector; auto is used.'],
    ['alpha=2', 'alpha is "2", not a number from 0 to 1; 0.5 is used.'],
    ['alpha=NaN', 'alpha is "NaN", not a number from 0 to 1; 0.5 is used.'],
    ['alpha= 1', 'alpha is " 1", not a number from 0 to 1; 0.5 is used.'],
    ['x1=6.2832', 'x1 is "6.2832", not a number from 0 to just below 6.2832; 1.05 is used.'],
    ['x2=Infinity', 'x2 is "Infinity", not a number from 0 to just below 6.2832; 2.44 is used.'],
    ['lanes=', 'lane "" is not one of baseline, '],
    ['lanes=gan', 'lane "gan" is not one of baseline, '],
    ['lanes=gan', 'lanes names no method that is known; the default lanes are used.'],
    ['stop=mars', 'stop is "mars", not one of autoencoders, '],
    ['present=1', 'present is "1", not one of no, yes; no is used.'],
    ['hide=moon', 'hide names "moon", which is not on the page; it is ignored.'],
    ['colour=red', '"colour" has no meaning; it is ignored.'],
    ['__proto__=1', '"__proto__" has no meaning; it is ignored.'],
    ['seed=1&seed=2', '"seed" is there twice; the first one is used.'],
    ['x%zz=1', '"x%zz=1" has a damaged percent code; it is read as it stands.'],
  ])('%s', (hash, problem) => {
    const { experiment, problems } = decodeExperiment(`#${hash}`);
    expect(experiment).toEqual(defaultExperiment);
    expect(problems.some((text) => text.startsWith(problem))).toBe(true);
  });

  test.each([
    [
      'acai+critic~lambda:9',
      'lane acai+critic: lambda is "9", not a number from 0 to 2; the preset’s value is used.',
    ],
    ['acai~beta:1', 'lane acai has no hyperparameter "beta"; it is ignored.'],
    ['acai~toString:1', 'lane acai has no hyperparameter "toString"; it is ignored.'],
    ['acai,acai+acai', 'lane "acai+acai" is not one of '],
    ['gan,acai', 'lane "gan" is not one of '],
  ])('lanes=%s keeps what is sound', (lanes, problem) => {
    const { experiment, problems } = decodeExperiment(`lanes=${lanes}`);
    expect(experiment.lanes).toEqual([
      { id: 'a', method: 'acai', critic: true, hyperparameters: {} },
    ]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('one bad part leaves the others alone', () => {
    const { experiment, problems } = decodeExperiment('#seed=7&alpha=x&theme=dark');
    expect(experiment).toEqual({ ...defaultExperiment, seed: 7, theme: 'dark' });
    expect(problems).toHaveLength(1);
  });

  test('too many lanes, too long a link, too many problems', () => {
    const many = decodeExperiment(`#lanes=${'vae,'.repeat(20)}vae`);
    expect(many.experiment.lanes).toHaveLength(maximumLanes);
    expect(many.problems).toEqual(['lanes has 21 entries; the first 10 are used.']);
    const long = decodeExperiment(`#seed=${'1'.repeat(5000)}`);
    expect(long.experiment).toEqual(defaultExperiment);
    expect(long.problems).toEqual([expect.stringContaining('5005 characters')]);
    const noisy = decodeExperiment(`#${Array.from({ length: 300 }, (_, i) => `k${i}`).join('&')}`);
    expect(noisy.problems.length).toBeLessThan(12);
    expect(noisy.problems.at(-1)).toBe('And 292 more.');
  });

  test('garbage never throws, and gives an experiment whose runs are valid', () => {
    const names = ['lanes', 'seed', 'alpha', 'x1', 'x2', 'preset', 'budget', 'path', 'engine', '%'];
    const part = fc
      .tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 30 }))
      .map(([name, value]) => `${name}=${value}`);
    const laneGarbage = fc
      .array(
        fc.constantFrom(...methodNames, '~', '+critic', ',', ':', '1', 'lambda', '-', '%', 'e9'),
      )
      .map((tokens) => `lanes=${tokens.join('')}`);
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(part, laneGarbage)).map((parts) => `#${parts.join('&')}`),
    );
    fc.assert(
      fc.property(garbage, (hash) => {
        const { experiment, problems } = decodeExperiment(hash);
        for (const entry of experiment.lanes) parseRunConfig(laneRunConfig(experiment, entry));
        for (const problem of problems) expect(problem.length).toBeLessThan(300);
        const again = decodeExperiment(encodeExperiment(experiment));
        expect(again.problems).toEqual([]);
        expect(encodeExperiment(again.experiment)).toBe(encodeExperiment(experiment));
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});
