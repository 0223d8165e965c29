/** Checks of golden lines (tests/golden/README.md, section 1). */
import * as v from 'valibot';
import {
  drawLine,
  lineLabel,
  linePixels,
  referenceAngle,
  referenceLines,
} from '../../core/lines.ts';
import { type Check, checkElements, checkEqual } from './checks.ts';
import { type GoldenFolder, goldenNumber } from './folder.ts';

/** Lines are float64 sums stored as float32, in [−1, 1]. */
const pixelTolerance = 1e-6;

const schema = v.object({
  names: v.array(v.string()),
  label: v.array(v.number()),
  reference_grid: v.record(v.string(), goldenNumber),
});

export function checkLines(folder: GoldenFolder): Check[] {
  const { names, label, reference_grid: grid } = folder.json('lines', schema);
  const tensors = folder.tensors('lines');
  const angles = tensors.f64('angles');
  const images = tensors.f32('images');
  const drawn = new Float32Array(angles.length * linePixels);
  const checks: Check[] = [];
  angles.forEach((angle, i) => {
    const range = [i * linePixels, (i + 1) * linePixels] as const;
    drawLine(angle, drawn, range[0]);
    const name = `line ${i} (${names[i]})`;
    checks.push(
      checkElements(name, drawn.subarray(...range), images.subarray(...range), pixelTolerance),
    );
  });
  checks.push(checkEqual('labels', Array.from(angles, lineLabel), label));
  for (const [key, value] of Object.entries(grid)) {
    const actual = key === 'n' ? referenceLines : referenceAngle(gridIndex(key));
    checks.push(checkEqual(`reference grid, ${key}`, [actual], [value]));
  }
  return checks;
}

/** Of 'first', 'second', 'last' and 'index_<i>'. */
function gridIndex(key: string): number {
  const named: Record<string, number> = { first: 0, second: 1, last: referenceLines - 1 };
  return named[key] ?? Number(key.replace('index_', ''));
}
