import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../store/experiment.ts';
import { appTexts } from '../texts/app.ts';
import styles from './App.module.css';
import { followTheme } from './appliedTheme.ts';
import { DropZone } from './DropZone.tsx';
import { Explorer } from './Explorer.tsx';
import { LiveSummary } from './LiveSummary.tsx';
import { Notices } from './Notices.tsx';
import { SkipButton } from './SkipButton.tsx';
import { TopBar } from './TopBar.tsx';

// The first drag does not wait for what is behind the other tabs.
const LearnPage = lazy(async () => ({
  default: (await import('./learn/LearnPage.tsx')).LearnPage,
}));
const PlayPage = lazy(async () => ({
  default: (await import('./play/PlayPage.tsx')).PlayPage,
}));
const BenchmarkPage = lazy(async () => ({
  default: (await import('./benchmark/BenchmarkPage.tsx')).BenchmarkPage,
}));

const EmbedPage = lazy(async () => ({
  default: (await import('./share/EmbedPage.tsx')).EmbedPage,
}));

export function App() {
  const page = useStore(experimentStore, (experiment) => experiment.page);
  const present = useStore(experimentStore, (experiment) => experiment.present);
  const embed = useStore(experimentStore, (experiment) => experiment.embed);
  const language = useStore(experimentStore, (experiment) => experiment.language);
  useEffect(followTheme, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = appTexts[language].title;
  }, [language]);
  if (embed) {
    return (
      <div className={styles.page}>
        <Suspense>
          <EmbedPage view={embed} />
        </Suspense>
        <Notices />
        <LiveSummary />
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <SkipButton />
      {!(present && page === 'learn') && <TopBar />}
      <Suspense>
        {page === 'explore' && <Explorer />}
        {page === 'learn' && <LearnPage />}
        {page === 'play' && <PlayPage />}
        {page === 'benchmark' && <BenchmarkPage />}
      </Suspense>
      <Notices />
      <LiveSummary />
      <DropZone />
    </div>
  );
}
