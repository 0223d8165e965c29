/** Numbers as the page writes them, in its language. */
import { experimentStore } from '../store/experiment.ts';

/** Where a number is not defined. */
export const noNumber = '–';

/** A distance in thousandths: 0.00324 → "3.24". */
export function formatDistance(distance: number): string {
  if (!Number.isFinite(distance)) return noNumber;
  const thousandths = distance * 1000;
  return formatFixed(thousandths, thousandths >= 99.95 ? 0 : thousandths < 10 ? 2 : 1);
}

/** With so many digits after the point, or the comma. */
export function formatFixed(value: number, digits: number): string {
  // No minus before nothing.
  return localised(value.toFixed(digits).replace(/^-(?=0\.?0*$)/, ''));
}

export function formatAlpha(alpha: number): string {
  return formatFixed(alpha, 2);
}

export function formatSmoothness(smoothness: number): string {
  return Number.isFinite(smoothness) ? formatFixed(smoothness, 2) : noNumber;
}

/** A count of samples in three figures: 131072 → "131k". */
export function formatSamples(samples: number): string {
  if (samples < 1000) return String(Math.round(samples));
  if (samples < 9_950) return `${trimmed((samples / 1000).toFixed(1))}k`;
  if (samples < 999_500) return `${Math.round(samples / 1000)}k`;
  return `${trimmed((samples / 1e6).toFixed(samples < 9.95e6 ? 2 : 1))}M`;
}

export function formatRate(samplesPerSecond: number): string {
  return `${formatSamples(samplesPerSecond)}/s`;
}

export function formatDegrees(radians: number): string {
  const degrees = Math.round((radians * 180) / Math.PI);
  return `${((degrees % 360) + 360) % 360}°`;
}

/** Three figures, powers of ten where they are shorter. */
export function formatLoss(loss: number): string {
  if (!Number.isFinite(loss)) return noNumber;
  const size = Math.abs(loss);
  if (size !== 0 && (size < 1e-3 || size >= 1e4)) return loss.toExponential(0).replace('e+', 'e');
  return trimmed(loss.toPrecision(3));
}

/** Without zeros at the end. */
function trimmed(number: string): string {
  return localised(number.includes('.') ? number.replace(/\.?0+$/, '') : number);
}

/** French has a decimal comma. Whatever shows a number is drawn anew when the language changes. */
function localised(number: string): string {
  return experimentStore.getState().language === 'fr' ? number.replace('.', ',') : number;
}
