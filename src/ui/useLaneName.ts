import { useStore } from 'zustand';
import { experimentStore } from '../store/experiment.ts';
import { laneName, methodTexts } from '../texts/methods.ts';
import { useTexts } from './useTexts.ts';

/** How lanes are called in the language of the page. */
export function useLaneName(): (lane: Parameters<typeof laneName>[0]) => string {
  const texts = useTexts(methodTexts);
  const preset = useStore(experimentStore, (experiment) => experiment.preset);
  return (lane) => laneName(lane, texts, preset);
}
