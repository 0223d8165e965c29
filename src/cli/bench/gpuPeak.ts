/**
 * The most that graphics cards can do in single precision without tensor cores, by their makers' data
 * sheets, in TFLOPS. The first that matches an adapter's name holds.
 */
const peaks: readonly (readonly [name: RegExp, teraflops: number])[] = [
  [/H100 (PCIe|NVL)/i, 51.2],
  [/H100/i, 66.9],
  [/H200/i, 66.9],
  [/A100/i, 19.5],
  [/L40S/i, 91.6],
  [/\bL4\b/i, 30.3],
  [/\bT4\b/i, 8.1],
  [/RTX 4090/i, 82.6],
  [/RTX 3090/i, 35.6],
];

/** GFLOPS, or null for a card that is not in the table. */
export function peakGflops(adapter: string): number | null {
  const known = peaks.find(([name]) => name.test(adapter));
  return known ? known[1] * 1000 : null;
}
