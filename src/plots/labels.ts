/**
 * Moves labels apart so that each has `gap` to its neighbours and all stay within [low, high], keeping
 * their order and moving them as little as a single pass down and up allows.
 *
 * @param wanted positions in any order, pixels
 * @returns the position of each label, in the order given
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(placed[index], floor);
    floor = placed[index] + gap;
  }
  let ceiling = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index], ceiling);
    ceiling = placed[index] - gap;
  }
  return placed;
}
