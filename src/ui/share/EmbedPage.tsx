import { lazy, type ReactNode, Suspense } from 'react';
import type { EmbedView } from '../../core/experiment.ts';
import { experimentStore } from '../../store/experiment.ts';
import { shareTexts } from '../../texts/share.ts';
import { AlphaText } from '../AlphaBar.tsx';
import { AlphaSlider } from '../AlphaSlider.tsx';
import { AnglePanel } from '../AnglePanel.tsx';
import { CriticPanel } from '../CriticPanel.tsx';
import { Grid } from '../Grid.tsx';
import { MetricsPanel } from '../MetricsPanel.tsx';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './EmbedPage.module.css';
import { embedAddress } from './embed.ts';

const MapPanel = lazy(async () => ({
  default: (await import('../map/MapPanel.tsx')).MapPanel,
}));
const SamplesPanel = lazy(async () => ({
  default: (await import('../samples/SamplesPanel.tsx')).SamplesPanel,
}));
const FilmPanel = lazy(async () => ({
  default: (await import('../film/FilmPanel.tsx')).FilmPanel,
}));

const parts: Readonly<Record<EmbedView, () => ReactNode>> = {
  grid: () => <Grid />,
  plots: () => (
    <>
      <CriticPanel />
      <AnglePanel />
    </>
  ),
  map: () => <MapPanel />,
  samples: () => <SamplesPanel />,
  film: () => <FilmPanel />,
  metrics: () => <MetricsPanel />,
};

/** The grid has its own slider; nothing else follows α there. */
const withoutSlider: ReadonlySet<EmbedView> = new Set(['grid', 'samples', 'metrics']);

/** One part of the explorer without bars, for a page within another one. */
export function EmbedPage({ view }: { readonly view: EmbedView }) {
  return (
    <main className={styles.page} data-embed={view}>
      <div className={styles.part}>
        <Suspense>{parts[view]()}</Suspense>
      </div>
      {!withoutSlider.has(view) && (
        <div className={styles.alpha}>
          <AlphaSlider />
          <AlphaText />
        </div>
      )}
      <OpenWhole />
    </main>
  );
}

function OpenWhole() {
  const texts = useTexts(shareTexts);
  const address = useSampled(
    experimentStore,
    (experiment) => embedAddress(experiment, null, experiment.language),
    500,
  );
  return (
    <a
      className={styles.open}
      href={address}
      target="_blank"
      rel="noopener"
      title={texts.openWholeTitle}
    >
      {texts.openWhole}
    </a>
  );
}
