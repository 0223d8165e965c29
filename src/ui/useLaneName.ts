import type { Lane } from '../core/experiment.ts';
import { laneName, methodTexts } from '../texts/methods.ts';
import { useTexts } from './useTexts.ts';

/** How lanes are called in the language of the page. */
export function useLaneName(): (lane: Pick<Lane, 'method' | 'critic'>) => string {
  const texts = useTexts(methodTexts);
  return (lane) => laneName(lane, texts);
}
