import type { Lane } from '../../core/experiment.ts';
import { methodNames } from '../../core/methodCatalogue.ts';
import { paperClassifierTable } from '../../core/paperClassifierTable.ts';
import { runsStore } from '../../store/runs.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import { methodTexts } from '../../texts/methods.ts';
import controls from '../controls.module.css';
import { formatFixed, noNumber } from '../format.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './Tables.module.css';

/** The paper's linear classifiers, and beside them the one that each lane trains here. */
export function ProbeTable({ lanes }: { readonly lanes: readonly Lane[] }) {
  const { table: words } = useTexts(learnPageTexts);
  const methods = useTexts(methodTexts);
  const runs = useSampled(runsStore, (state) => state.runs, 300);

  function liveOf(method: Lane['method']): string {
    const lane = lanes.find((each) => each.method === method);
    const share = lane && runs[lane.id]?.losses.latent_accuracy;
    return share === undefined ? noNumber : formatFixed(100 * share, 0);
  }

  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="probe-heading">
      <h2 id="probe-heading" className={controls.heading}>
        {words.probe}
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.method}</th>
              {paperClassifierTable.map(({ name, dataset, latentSize }) => (
                <th key={name} scope="col">
                  {dataset}
                  <br />
                  <span className={controls.note}>{words.numbers(latentSize)}</span>
                </th>
              ))}
              <th scope="col">{words.linesHere}</th>
            </tr>
          </thead>
          <tbody>
            {methodNames.map((method) => (
              <tr key={method}>
                <th scope="row">{methods.names[method]}</th>
                {paperClassifierTable.map(({ name, accuracies }) => (
                  <td key={name} data-best={isBest(accuracies, method)}>
                    {formatFixed(accuracies[method].percent, 2)}{' '}
                    <span className={styles.deviation}>
                      ± {formatFixed(accuracies[method].deviation, 2)}
                    </span>
                  </td>
                ))}
                <td>{liveOf(method)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={controls.note}>{words.probeSource}</p>
    </section>
  );
}

function isBest(
  accuracies: (typeof paperClassifierTable)[number]['accuracies'],
  method: Lane['method'],
): boolean {
  return methodNames.every((other) => accuracies[other].percent <= accuracies[method].percent);
}
