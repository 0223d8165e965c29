/** Checks of the metrics and of the evaluation protocol (tests/golden/README.md, sections 2 and 4). */
import * as v from 'valibot';
import { shorterArc, unwrapAngles } from '../../core/angles.ts';
import { drawLine, linePixels } from '../../core/lines.ts';
import {
  type InterpolationMetrics,
  interpolationMetrics,
  measureInterpolations,
  smoothness,
} from '../../core/metrics.ts';
import { findNearestLines } from '../../core/nearestLine.ts';
import { fillStrip } from '../../core/paths.ts';
import { type Check, checkElements, checkEqual, checkNumber, checkRelative } from './checks.ts';
import { type GoldenFolder, goldenNumber } from './folder.ts';

/** Suggested there: distances within 1e-12, means within 1e-6 relative. */
const distanceTolerance = 1e-12;
const relativeTolerance = 1e-6;
const scoreTolerance = 1e-12;

const batchSchema = v.object({
  indices: v.array(v.number()),
  fragile: v.boolean(),
  official_mean_distance: goldenNumber,
  official_mean_smoothness: goldenNumber,
  plain_nanmean_smoothness: goldenNumber,
  smoothness_nan_count: v.number(),
});

const metricsSchema = v.object({
  interpolation_names: v.array(v.string()),
  fragile: v.object({ items: v.array(v.string()) }),
  batches: v.record(v.string(), batchSchema),
  smoothness_sequences: v.record(
    v.string(),
    v.object({
      angles: v.array(v.number()),
      unwrapped: v.array(v.number()),
      smoothness: goldenNumber,
    }),
  ),
});

export function checkMetrics(folder: GoldenFolder): Check[] {
  const json = folder.json('metrics', metricsSchema);
  const tensors = folder.tensors('metrics');
  const points = tensors.get('interpolations').shape[1];
  const golden = {
    angles: tensors.f64('nearest_angle'),
    distances: tensors.f64('min_distance'),
    scores: tensors.f64('smoothness'),
  };
  const angles = new Float64Array(golden.angles.length);
  const distances = new Float64Array(angles.length);
  findNearestLines(tensors.f32('interpolations'), angles, distances);

  const checks: Check[] = [];
  json.interpolation_names.forEach((name, i) => {
    const [from, to] = [i * points, (i + 1) * points];
    const own = distances.subarray(from, to);
    const expected = golden.distances.subarray(from, to);
    checks.push(checkElements(`${name}: distances`, own, expected, distanceTolerance));
    const score = smoothness(golden.angles, from, points);
    checks.push(checkNumber(`${name}: smoothness`, score, golden.scores[i], scoreTolerance));
    if (json.fragile.items.includes(name)) return;
    const nearest = golden.angles.subarray(from, to);
    checks.push(checkEqual(`${name}: nearest lines`, angles.subarray(from, to), nearest));
  });
  for (const [name, batch] of Object.entries(json.batches)) {
    const found = interpolationMetrics(
      pick(angles, batch.indices, points),
      pick(distances, batch.indices, points),
      points,
    );
    checks.push(...checkResult(`batch ${name}`, found, batch));
  }
  for (const [name, sequence] of Object.entries(json.smoothness_sequences)) {
    const raw = Float64Array.from(sequence.angles);
    const unwrapped = unwrapAngles(raw, new Float64Array(raw.length));
    const expected = sequence.unwrapped;
    checks.push(checkElements(`sequence ${name}: unwrapped`, unwrapped, expected, scoreTolerance));
    const score = smoothness(raw);
    const { smoothness: exact } = sequence;
    checks.push(checkRelative(`sequence ${name}`, score, exact, scoreTolerance, scoreTolerance));
  }
  return checks;
}

function checkResult(
  name: string,
  found: InterpolationMetrics,
  golden: v.InferOutput<typeof batchSchema>,
): Check[] {
  const relative = (what: string, actual: number, expected: number, absolute = 0) =>
    checkRelative(`${name}: ${what}`, actual, expected, relativeTolerance, absolute);
  const distance = relative(
    'mean distance',
    found.meanDistance,
    golden.official_mean_distance,
    // A distance that is 0 up to rounding has no relative error.
    distanceTolerance,
  );
  // Nearest lines that are tied are decided by rounding, and what follows from them.
  if (golden.fragile) return [distance];
  return [
    distance,
    relative('smoothness', found.smoothness, golden.official_mean_smoothness),
    relative('plain smoothness', found.smoothnessPlain, golden.plain_nanmean_smoothness),
    checkEqual(`${name}: undefined`, [found.undefinedScores], [golden.smoothness_nan_count]),
  ];
}

function pick(values: Float64Array, indices: readonly number[], points: number): Float64Array {
  return Float64Array.from(
    indices.flatMap((index) => [...values.subarray(index * points, (index + 1) * points)]),
  );
}

const resultSchema = v.object({
  official_mean_distance: goldenNumber,
  official_mean_smoothness: goldenNumber,
  plain_nanmean_smoothness: v.optional(goldenNumber),
  nan: v.optional(v.number()),
});

const protocolSchema = v.object({
  n_interpolations: v.number(),
  n_images_per_interpolation: v.number(),
  pixel_space: resultSchema,
  shortest_arc: resultSchema,
});

/** Interpolation i goes from line i to line n + i; images are mixed, or exact lines along the shorter arc. */
export function checkProtocol(folder: GoldenFolder): Check[] {
  const json = folder.json('protocol', protocolSchema);
  const { n_interpolations: count, n_images_per_interpolation: points } = json;
  const tensors = folder.tensors('protocol');
  const ends = tensors.f64('endpoint_angles');

  const mixed = new Float32Array(count * points * linePixels);
  const exact = new Float32Array(mixed.length);
  const first = new Float32Array(linePixels);
  const last = new Float32Array(linePixels);
  for (let i = 0; i < count; i++) {
    const [from, to] = [ends[i], ends[count + i]];
    drawLine(from, first);
    drawLine(to, last);
    const start = i * points * linePixels;
    fillStrip('straight', last, first, points, mixed.subarray(start, start + points * linePixels));
    for (let j = 0; j < points; j++) {
      const angle = from + (shorterArc(from, to) * j) / (points - 1);
      drawLine(angle, exact, start + j * linePixels);
    }
  }

  const angles = new Float64Array(count * points);
  const distances = new Float64Array(angles.length);
  findNearestLines(mixed, angles, distances);
  const scores = Float64Array.from({ length: count }, (_, i) =>
    smoothness(angles, i * points, points),
  );
  const golden = (name: string) => tensors.f64(`pixel_${name}`);
  return [
    checkEqual('pixel space: nearest lines', angles, golden('nearest_angle')),
    checkElements('pixel space: distances', distances, golden('min_distance'), distanceTolerance),
    checkElements('pixel space: smoothness', scores, golden('smoothness'), scoreTolerance),
    ...checkOverall(
      'pixel space',
      interpolationMetrics(angles, distances, points),
      json.pixel_space,
    ),
    ...checkOverall('shortest arc', measureInterpolations(exact, points), json.shortest_arc),
  ];
}

function checkOverall(
  name: string,
  found: InterpolationMetrics,
  golden: v.InferOutput<typeof resultSchema>,
): Check[] {
  const checks = [
    checkRelative(
      `${name}: mean distance`,
      found.meanDistance,
      golden.official_mean_distance,
      relativeTolerance,
    ),
    checkRelative(
      `${name}: mean smoothness`,
      found.smoothness,
      golden.official_mean_smoothness,
      relativeTolerance,
    ),
  ];
  const { plain_nanmean_smoothness: plain, nan } = golden;
  if (plain !== undefined) {
    checks.push(
      checkRelative(`${name}: plain smoothness`, found.smoothnessPlain, plain, relativeTolerance),
    );
  }
  if (nan !== undefined) {
    checks.push(checkEqual(`${name}: undefined`, [found.undefinedScores], [nan]));
  }
  return checks;
}
