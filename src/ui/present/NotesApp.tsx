import { useEffect } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../../store/experiment.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import { followTheme } from '../appliedTheme.ts';
import { NotesPage } from './NotesPage.tsx';

/** What the second window is, instead of the page. */
export function NotesApp({ channelId }: { readonly channelId: string }) {
  const language = useStore(experimentStore, (experiment) => experiment.language);
  useEffect(followTheme, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${learnPageTexts[language].present.notesTitle} · Betwixt`;
  }, [language]);
  return <NotesPage channelId={channelId} />;
}
