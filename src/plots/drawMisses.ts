/** Two histograms on one line: the people's misses above it, the networks' below. */
import type { Surface } from './surface.ts';

/** Counts of misses in bins from −½ to ½. */
export function drawMisses(
  { context, widthPx, heightPx, theme }: Surface,
  above: readonly number[],
  below: readonly number[],
): void {
  const most = Math.max(1, ...above, ...below);
  const middle = below.some((count) => count > 0) ? heightPx / 2 : heightPx - 2;
  const cell = widthPx / above.length;
  const reach = Math.min(middle, heightPx / 2) - 2;
  const upward = middle === heightPx / 2 ? reach : heightPx - 6;
  context.fillStyle = theme.accent;
  above.forEach((count, i) => {
    const height = (count / most) * upward;
    context.fillRect(i * cell + 1, middle - height, cell - 2, height);
  });
  context.fillStyle = theme.muted;
  below.forEach((count, i) => {
    context.fillRect(i * cell + 1, middle, cell - 2, (count / most) * reach);
  });
  context.strokeStyle = theme.ink;
  context.lineWidth = theme.stroke;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(0, middle);
  context.lineTo(widthPx, middle);
  context.stroke();
  // No miss at all.
  context.setLineDash([2, 2]);
  context.beginPath();
  context.moveTo(widthPx / 2, 0);
  context.lineTo(widthPx / 2, heightPx);
  context.stroke();
  context.setLineDash([]);
}
