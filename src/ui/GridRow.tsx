import type { ReactNode } from 'react';
import type { Evaluation } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { gridTexts } from '../texts/grid.ts';
import { formatDistance, formatSmoothness, noNumber } from './format.ts';
import grid from './Grid.module.css';
import styles from './GridRow.module.css';
import { GridStrip } from './GridStrip.tsx';
import { RowPicture } from './RowPicture.tsx';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

interface GridRowProps {
  readonly row: string;
  readonly name: string;
  readonly columns: number;
  /** Above the strip: the row's name and what there is to say of it. */
  readonly heading: ReactNode;
  /** Means over many pairs, where the row has been evaluated. */
  readonly evaluation?: Evaluation | null;
  /** The last cell. */
  readonly training?: ReactNode;
  /** Over the strip. */
  readonly overlay?: ReactNode;
  /** Below the row, over its whole width. */
  readonly message?: ReactNode;
}

/** One row of the grid: strip, image at α, the two metrics, and how training goes. */
export function GridRow(props: GridRowProps) {
  const { row, name, columns, evaluation } = props;
  const texts = useTexts(gridTexts);
  const strip = useSampled(viewStore, ({ strips }) => strips[row] ?? null);
  return (
    <tr className={`${grid.row} ${styles.row}`} data-row={row}>
      <th className={styles.strip} scope="row">
        <div className={styles.heading}>{props.heading}</div>
        <GridStrip row={row} label={texts.stripOf(name)} columns={columns} />
        {props.overlay}
      </th>
      <Cell>
        <RowPicture className={styles.picture} row={row} label={texts.imageAtAlpha(name)} />
      </Cell>
      <Cell caption={texts.distance}>
        <Metric
          now={strip && formatDistance(strip.meanDistance)}
          average={evaluation && formatDistance(evaluation.meanDistance)}
        />
      </Cell>
      <Cell caption={texts.smoothness}>
        <Metric
          now={strip && formatSmoothness(strip.smoothness)}
          undefinedBecause={texts.undefinedSmoothness}
          average={evaluation && formatSmoothness(evaluation.smoothness)}
        />
      </Cell>
      <Cell>{props.training}</Cell>
      {props.message && (
        <td className={styles.message} colSpan={5}>
          {props.message}
        </td>
      )}
    </tr>
  );
}

function Cell({ caption, children }: { readonly caption?: string; readonly children: ReactNode }) {
  return (
    <td className={styles.cell}>
      {caption && <span className={styles.caption}>{caption}</span>}
      {children}
    </td>
  );
}

interface MetricProps {
  readonly now: string | null;
  readonly average?: string | null;
  /** Why there may be no number. */
  readonly undefinedBecause?: string;
}

function Metric({ now, average, undefinedBecause }: MetricProps) {
  const texts = useTexts(gridTexts);
  return (
    <>
      <span className={styles.now} title={now === noNumber ? undefinedBecause : undefined}>
        {now ?? noNumber}
      </span>
      {average && <span className={styles.average}>{texts.mean(average)}</span>}
    </>
  );
}
