/** IEEE 754 binary16, which JavaScript engines do not all have as an array type yet. */

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** The value of 16 bits, exactly. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The values of many halves, exactly: what a first visit waits for, so normal ones are moved bit by bit. */
export function widenHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(halves.length);
  const words = new Uint32Array(values.buffer);
  for (let i = 0; i < halves.length; i++) {
    const bits = halves[i];
    const exponent = bits & 0x7c00;
    if (exponent === 0 || exponent === 0x7c00) values[i] = halfToNumber(bits);
    // The exponent's bias is 15 in a half and 127 in a single.
    else words[i] = ((bits & 0x8000) << 16) | (((bits & 0x7fff) << 13) + ((127 - 15) << 23));
  }
  return values;
}

/** The nearest half of a single, the even one on ties; beyond 65,519 it is infinite. */
export function numberToHalf(value: number): number {
  scratch[0] = value;
  const bits = scratchBits[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  // Below 2⁻¹⁴ halves are multiples of 2⁻²⁴, and adding 0.5 rounds a single to just those.
  if (magnitude < 0x38800000) {
    scratch[0] = Math.abs(scratch[0]) + 0.5;
    return sign | (scratchBits[0] - 0x3f000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}

/** The nearest halves of many singles. */
export function narrowToHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = numberToHalf(values[i]);
  return halves;
}

/** The value that is left of a single when it is stored as a half. */
export function roundToHalf(value: number): number {
  return halfToNumber(numberToHalf(value));
}
