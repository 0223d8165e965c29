/** The page within another page. */
import type { EmbedView, Experiment, Language } from '../../core/experiment.ts';
import { encodeExperiment } from '../../core/experimentUrl.ts';
import { escapeXml } from '../../plots/svgContext.ts';

/** Room for the strips of a few lanes, and for one panel with the slider below it. */
const sizes = {
  grid: { width: 960, height: 480 },
  metrics: { width: 960, height: 300 },
  panel: { width: 420, height: 560 },
} as const;

/** This experiment's address, with one part of it or the whole explorer. */
export function embedAddress(
  experiment: Experiment,
  embed: EmbedView | null,
  language?: Language,
): string {
  const shown = { ...experiment, page: 'explore', present: false, stop: null, embed } as const;
  const page = window.location.href.split('#')[0];
  return page + encodeExperiment(shown, language);
}

/** HTML that shows a part of the page on another one. */
export function embedCode(experiment: Experiment, embed: EmbedView, title: string): string {
  const { width, height } = embed === 'grid' || embed === 'metrics' ? sizes[embed] : sizes.panel;
  const attributes = {
    src: embedAddress(experiment, embed),
    title,
    width,
    height,
    style: 'border:0;max-width:100%',
    loading: 'lazy',
    allow: ['fullscreen', 'clipboard-write', 'cross-origin-isolated'].join('; '),
  };
  const written = Object.entries(attributes).map(
    ([name, value]) => `${name}="${escapeXml(String(value))}"`,
  );
  return `<iframe ${written.join(' ')}></iframe>`;
}
