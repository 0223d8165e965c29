import type { Verdict } from '../../core/verdict.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { useTexts } from '../useTexts.ts';
import styles from './VerdictMark.module.css';

/** A sign for each verdict, so that it is not told by colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  agrees: '=',
  better: '↓',
  differs: '≠',
};

/** Whether our number agrees with the paper's. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const texts = useTexts(benchmarkTexts);
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <span className={styles.sign} aria-hidden="true">
        {verdictSigns[verdict]}
      </span>
      {texts.verdicts[verdict]}
    </span>
  );
}
