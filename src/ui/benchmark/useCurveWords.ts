import { benchmarkTexts } from '../../texts/benchmark.ts';
import { methodName, methodTexts } from '../../texts/methods.ts';
import { useTexts } from '../useTexts.ts';
import type { CurveWords } from './curvePlots.ts';

/** How rows are called where they stand alone. */
export function useCurveWords(): CurveWords {
  const texts = useTexts(benchmarkTexts);
  const methods = useTexts(methodTexts);
  return {
    nameOf({ row, origin }) {
      const name = methodName(row, methods);
      return origin === 'here' ? `${name} (${texts.here})` : name;
    },
    paperOf: texts.paperOf,
    crossfade: texts.crossfade,
  };
}
