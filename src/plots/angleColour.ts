/**
 * A colour for each angle, the same after a full turn. Lightness and chroma are those of one ring of OKLCH (Ottosson
 * 2020), so that equal turns look equally far apart and no angle stands out.
 */
import type { PlotTheme } from './theme.ts';

/** Within sRGB at every hue, for lightness from .5 to .8. */
const chroma = 0.115;

export function angleColour(
  angle: number,
  { angleLightness }: Pick<PlotTheme, 'angleLightness'>,
): string {
  const degrees = (((angle * 180) / Math.PI) % 360) + 30;
  return `oklch(${angleLightness} ${chroma} ${degrees.toFixed(1)})`;
}
