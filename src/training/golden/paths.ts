/** Checks of straight and spherical paths (tests/golden/README.md, section 4). */
import * as v from 'valibot';
import { fillStrip, mixSpherical } from '../../core/paths.ts';
import { type Check, checkElements, checkThat, largest } from './checks.ts';
import { type GoldenFolder, goldenNumber } from './folder.ts';

/** The authors' arc is compared where float32 leaves it this near to the exact one. */
const comparable = 1e-5;
/** A few float32 roundings, of the largest value of both ends. */
const rounding = 3e-7;
const arcTolerance = 1e-6;

const schema = v.object({
  names: v.array(v.string()),
  n_steps: v.number(),
  official_slerp_has_nan: v.array(v.boolean()),
  official_vs_f64_max_rel_diff: v.array(goldenNumber),
});

/** Golden strips run from a to b, so a is the path's z₂. */
export function checkPaths(folder: GoldenFolder): Check[] {
  const json = folder.json('interp', schema);
  const tensors = folder.tensors('interp');
  const pairs = json.names.length;
  const points = json.n_steps;
  const [allA, allB] = [tensors.f32('a'), tensors.f32('b')];
  const size = allA.length / pairs;
  const golden = {
    straight: tensors.f32('lerp'),
    official: tensors.f32('slerp_official_f32'),
    arc: tensors.f32('slerp_f64_clipped'),
  };
  /** The strip of a pair [points, size]; axis 0 of the file is the point. */
  const stripOf = (all: Float32Array, pair: number) =>
    Float32Array.from({ length: points * size }, (_, i) => {
      const point = Math.floor(i / size);
      return all[(point * pairs + pair) * size + (i % size)];
    });

  return json.names.flatMap((name, pair) => {
    const a = allA.slice(pair * size, (pair + 1) * size);
    const b = allB.slice(pair * size, (pair + 1) * size);
    const scale = Math.max(largest(a), largest(b));

    const straight = new Float32Array(points * size);
    fillStrip('straight', b, a, points, straight);
    const official = new Float32Array(points * size);
    const sound = new Float32Array(points * size);
    const followed = fillStrip('spherical', b, a, points, sound);
    for (let j = 0; j < points; j++) {
      const out = official.subarray(j * size, (j + 1) * size);
      mixSpherical(b, a, j / (points - 1), out, 'official');
    }

    const line = stripOf(golden.straight, pair);
    const arc = stripOf(golden.arc, pair);
    const hasNaN = official.some(Number.isNaN);
    const checks = [
      checkElements(`${name}: straight`, straight, line, rounding * scale),
      followed === 'spherical'
        ? checkElements(`${name}: spherical`, sound, arc, arcTolerance * largest(arc))
        : checkElements(`${name}: spherical, gone straight`, sound, line, arcTolerance * scale),
      checkThat(
        `${name}: undefined in the authors' form`,
        hasNaN === json.official_slerp_has_nan[pair],
        `${hasNaN ? 'some' : 'no'} NaN, golden ${json.official_slerp_has_nan[pair] ? 'some' : 'none'}`,
      ),
    ];
    if (json.official_vs_f64_max_rel_diff[pair] < comparable) {
      const expected = stripOf(golden.official, pair);
      const tolerance = comparable * largest(expected);
      checks.push(checkElements(`${name}: the authors' form`, official, expected, tolerance));
    }
    return checks;
  });
}
