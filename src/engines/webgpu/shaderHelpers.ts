/** WGSL functions that shaders call. */

export type HelperName =
  | 'threefry'
  | 'uniformDraw'
  | 'normalDraw'
  | 'exactExp'
  | 'exactLog'
  | 'softplus'
  | 'sigmoid';

const needs: Partial<Record<HelperName, readonly HelperName[]>> = {
  uniformDraw: ['threefry'],
  normalDraw: ['threefry', 'exactLog'],
  softplus: ['exactExp', 'exactLog'],
  sigmoid: ['exactExp'],
};

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/** Threefry-2x32, 20 rounds, as in core/random.ts. */
function threefrySource(): string {
  const rounds = Array.from({ length: 20 }, (_, round) => {
    const turn = rotations[round & 7];
    const lines = [`x += y; y = ((y << ${turn}u) | (y >> ${32 - turn}u)) ^ x;`];
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      const keys = ['key.x', 'key.y', 'third'];
      const [first, second] = [keys[injection % 3], keys[(injection + 1) % 3]];
      lines.push(`x += ${first}; y += ${second} + ${injection}u;`);
    }
    return lines.join(' ');
  });
  return `
fn threefry(key: vec2u, step: u32, block: u32) -> vec2u {
let third = key.x ^ key.y ^ 0x1bd11bdau;
var x = step + key.x;
var y = block + key.y;
${rounds.join('\n')}
return vec2u(x, y);
}`;
}

const sources: Readonly<Record<HelperName, string>> = {
  threefry: threefrySource(),
  uniformDraw: `
fn uniformDraw(key: vec2u, step: u32, index: u32) -> f32 {
let words = threefry(key, step, index / 2u);
return f32(select(words.x, words.y, (index & 1u) == 1u) >> 8u) * 5.9604644775390625e-8f;
}`,
  // Box and Muller. The angle, a multiple of 2π/2²⁴, is taken to ±π/4 in whole numbers.
  normalDraw: `
fn normalDraw(key: vec2u, step: u32, index: u32) -> f32 {
let words = threefry(key, step, index / 2u);
let radius = sqrt(-2.0f * exactLog(f32((words.x >> 8u) + 1u) * 5.9604644775390625e-8f));
let turn = words.y >> 8u;
let quarter = (turn + 2097152u) >> 22u;
let x = f32(i32(turn) - i32(quarter << 22u)) * 3.7450702829238413e-7f;
let z = x * x;
let sine = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
let cosine = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1.0f;
let odd = (quarter & 1u) == 1u;
let wantsSine = (index & 1u) == 1u;
let size = select(cosine, sine, odd != wantsSine);
let negative = select(((quarter + 1u) & 2u) == 2u, (quarter & 2u) == 2u, wantsSine);
return radius * select(size, -size, negative);
}`,
  // WGSL's own may be off by 1e-4 of the value. Polynomials of Cephes (Moshier), as all here.
  exactExp: `
fn exactExp(given: f32) -> f32 {
let limited = clamp(given, -87.0f, 88.0f);
let power = floor(1.44269504088896341f * limited + 0.5f);
let x = limited - power * 0.693359375f + power * 2.12194440e-4f;
let y = ((((1.9875691500e-4f * x + 1.3981999507e-3f) * x + 8.3334519073e-3f) * x + 4.1665795894e-2f) * x + 1.6666665459e-1f) * x + 5.0000001201e-1f;
let result = (y * x * x + x + 1.0f) * bitcast<f32>(u32(i32(power) + 127) << 23u);
return select(select(result, exp(given), given > 88.0f || given != given), 0.0f, given < -87.0f);
}`,
  exactLog: `
fn exactLog(given: f32) -> f32 {
let bits = bitcast<u32>(given);
let half = bitcast<f32>((bits & 0x007fffffu) | 0x3f000000u);
let low = half < 0.707106781186547524f;
let power = f32(i32(bits >> 23u) - 126) - select(0.0f, 1.0f, low);
let x = select(half, half + half, low) - 1.0f;
let z = x * x;
let y = ((((((((7.0376836292e-2f * x - 1.1514610310e-1f) * x + 1.1676998740e-1f) * x - 1.2420140846e-1f) * x + 1.4249322787e-1f) * x - 1.6668057665e-1f) * x + 2.0000714765e-1f) * x - 2.4999993993e-1f) * x + 3.3333331174e-1f) * x * z;
let result = (x + (y - 2.12194440e-4f * power - 0.5f * z)) + 0.693359375f * power;
return select(log(given), result, given > 1.2e-38f && given < 3.4e38f);
}`,
  softplus: `
fn softplus(x: f32) -> f32 { return max(x, 0.0f) + exactLog(1.0f + exactExp(-abs(x))); }`,
  sigmoid: `
fn sigmoid(x: f32) -> f32 { let t = exactExp(-abs(x)); return select(t, 1.0f, x >= 0.0f) / (1.0f + t); }`,
};

/** The helpers and what they call, callees first. */
export function helperSource(wanted: Iterable<HelperName>): string[] {
  const all = new Set<HelperName>();
  const add = (name: HelperName): void => {
    needs[name]?.forEach(add);
    all.add(name);
  };
  for (const name of wanted) add(name);
  return [...all].map((name) => sources[name].trim());
}
