/** Colours and type of the plots, read from the page's CSS tokens (styles/tokens.css). */
export interface PlotTheme {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly panel: string;
  /** Where a picture is still missing. */
  readonly empty: string;
  /** The cursor at α. */
  readonly accent: string;
  /** A colour a lane, Okabe-Ito; see `seriesOf`. */
  readonly series: readonly string[];
  /** OKLCH lightness of the colours of angles, see `angleColour`. */
  readonly angleLightness: number;
  readonly family: string;
  /** How many times as thick lines are as on a screen that one sits before. */
  readonly stroke: number;
}

export const seriesCount = 8;

export function readTheme(styles: Pick<CSSStyleDeclaration, 'getPropertyValue'>): PlotTheme {
  const token = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'),
    muted: token('muted'),
    line: token('line'),
    panel: token('panel'),
    empty: token('empty'),
    accent: token('accent'),
    series: Array.from({ length: seriesCount }, (_, index) => token(`series-${index}`)),
    angleLightness: Number(token('angle-lightness')) || 0.62,
    family: token('family'),
    stroke: Number(token('stroke')) || 1,
  };
}

let current: PlotTheme | null = null;

/** The theme in force; read once, until `forgetTheme`. */
export function pageTheme(): PlotTheme {
  current ??= readTheme(getComputedStyle(document.documentElement));
  return current;
}

export function forgetTheme(): void {
  current = null;
}
