import { useStore } from 'zustand';
import { experimentStore } from '../store/experiment.ts';
import type { Texts } from '../texts/texts.ts';

/** The texts in the language of the page. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useStore(experimentStore, ({ language }) => language)];
}
