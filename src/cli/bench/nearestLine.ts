import { drawLine, linePixels } from '../../core/lines.ts';
import { findNearestLines, prepareNearestLine } from '../../core/nearestLine.ts';
import { fillNormal, fillUniform, streamOf } from '../../core/random.ts';
import { type BenchRow, benchRow } from './benchRow.ts';
import { time } from './timing.ts';

const count = 256;

/** Nearest of the 10,000 reference lines for 256 lines under noise, as a decoder in training makes them. */
export async function benchNearestLine(): Promise<BenchRow> {
  const key = { seed: 1, stream: streamOf('bench'), step: 0 };
  const turns = new Float32Array(count);
  fillUniform(turns, key);
  const images = new Float32Array(count * linePixels);
  fillNormal(images, key);
  const line = new Float32Array(linePixels);
  turns.forEach((turn, image) => {
    drawLine(2 * Math.PI * turn, line);
    line.forEach((value, p) => {
      images[image * linePixels + p] = value + 0.1 * images[image * linePixels + p];
    });
  });
  const angles = new Float64Array(count);
  const distances = new Float64Array(count);
  prepareNearestLine();
  const { medianMs, p95Ms } = await time(() => findNearestLines(images, angles, distances), {
    warmMs: 200,
    minimum: 10,
    maximum: 100,
    forMs: 2000,
  });
  return benchRow({
    name: 'nearestLine',
    engine: 'core',
    batch: count,
    threads: 1,
    medianMs,
    p95Ms,
    samplesPerSecond: (1000 * count) / medianMs,
  });
}
