/** Comparisons with golden values. A check that meets a NaN where none is expected fails. */

export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** By how much, or what differs. */
  readonly detail: string;
}

/** Checks that belong together and are reported on one line. */
export interface CheckGroup {
  readonly name: string;
  readonly checks: readonly Check[];
}

type Numbers = ArrayLike<number>;

/** Equal within `tolerance`, NaN only to NaN. */
export function checkNumber(
  name: string,
  actual: number,
  expected: number,
  tolerance: number,
): Check {
  const passed = Number.isNaN(expected)
    ? Number.isNaN(actual)
    : Math.abs(actual - expected) <= tolerance;
  return { name, passed, detail: `${actual}, golden ${expected} ± ${tolerance}` };
}

export function checkRelative(
  name: string,
  actual: number,
  expected: number,
  relative: number,
  absolute = 0,
): Check {
  return checkNumber(name, actual, expected, Math.max(relative * Math.abs(expected), absolute));
}

/** Every element within `tolerance`, NaN only to NaN. */
export function checkElements(
  name: string,
  actual: Numbers,
  expected: Numbers,
  tolerance: number,
): Check {
  const different = checkLength(name, actual, expected);
  if (different) return different;
  let worst = 0;
  let index = 0;
  for (let i = 0; i < expected.length; i++) {
    const sameNaN = Number.isNaN(expected[i]) && Number.isNaN(actual[i]);
    const gap = sameNaN || actual[i] === expected[i] ? 0 : Math.abs(actual[i] - expected[i]);
    if (gap > worst || Number.isNaN(gap)) [worst, index] = [gap, i];
    if (Number.isNaN(gap)) break;
  }
  return {
    name,
    passed: worst <= tolerance,
    detail: `worst off by ${worst} at ${index} of ${expected.length}: ${actual[index]}, golden ${expected[index]} ± ${tolerance}`,
  };
}

/** Every element within `share` of the golden tensor's largest magnitude. */
export function checkTensor(
  name: string,
  actual: Numbers,
  expected: Numbers,
  share: number,
): Check {
  return checkElements(name, actual, expected, share * largest(expected));
}

/** Equal, but for NaN. */
export const checkEqual = (name: string, actual: Numbers, expected: Numbers) =>
  checkElements(name, actual, expected, 0);

export function checkThat(name: string, passed: boolean, detail: string): Check {
  return { name, passed, detail };
}

function checkLength(name: string, actual: Numbers, expected: Numbers): Check | null {
  if (actual.length === expected.length && expected.length > 0) return null;
  return checkThat(name, false, `${actual.length} elements, golden ${expected.length}`);
}

/** The largest magnitude. */
export function largest(values: Numbers): number {
  let magnitude = 0;
  for (let i = 0; i < values.length; i++) magnitude = Math.max(magnitude, Math.abs(values[i]));
  return magnitude;
}

/** The Euclidean norm. */
export function norm(values: Numbers): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] ** 2;
  return Math.sqrt(squares);
}
