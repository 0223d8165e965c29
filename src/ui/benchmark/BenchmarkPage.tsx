import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { paperSeeds } from '../../core/paperTable.ts';
import { benchmarkStore } from '../../store/benchmark.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import controls from '../controls.module.css';
import { useTexts } from '../useTexts.ts';
import { BenchmarkCurves } from './BenchmarkCurves.tsx';
import styles from './BenchmarkPage.module.css';
import { ExportButtons } from './ExportButtons.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import { RunPanel } from './RunPanel.tsx';
import { StripsSheet } from './StripsSheet.tsx';
import { type ShownRow, shownRows } from './tableModel.ts';

/** The paper's table beside ours, the curves behind it, and the same experiment by the user's own hands. */
export function BenchmarkPage() {
  const texts = useTexts(benchmarkTexts);
  const { state, published, here, fault } = useStore(benchmarkStore);
  const rows = useMemo(() => shownRows({ published, here }), [published, here]);
  const [emphasised, setEmphasised] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const selected = (rows.find(({ id }) => id === emphasised) ?? defaultRow(rows))?.id ?? null;
  const sheet = rows.find(({ id }) => id === opened);

  if (state !== 'ready') {
    return (
      <main className={styles.page}>
        <p role="status">{texts.loading}</p>
      </main>
    );
  }
  return (
    <main className={styles.page}>
      <div className={styles.top}>
        <div className={styles.left}>
          <section className={`${controls.panel} ${styles.table}`} aria-labelledby="table-heading">
            <header className={styles.head}>
              <h2 id="table-heading">{texts.title}</h2>
              <p className={controls.note}>{texts.intro}</p>
              <ExportButtons rows={rows} selected={selected} />
            </header>
            {fault !== null && (
              <p role="alert" className={styles.fault}>
                {texts.fault(fault)}
              </p>
            )}
            <div className={styles.scroller}>
              <ResultsTable
                rows={rows}
                selected={selected}
                onSelect={setEmphasised}
                onOpen={({ id }) => setOpened(id)}
              />
            </div>
            <details className={controls.note}>
              <summary>{texts.rule}</summary>
              <p className={styles.rule}>{texts.ruleText(paperSeeds)}</p>
            </details>
          </section>
          <RunPanel />
        </div>
        <BenchmarkCurves rows={rows} selected={selected} />
      </div>
      {sheet && <StripsSheet key={sheet.id} shown={sheet} onClose={() => setOpened(null)} />}
    </main>
  );
}

/** The paper's own method, where there is one. */
function defaultRow(rows: readonly ShownRow[]): ShownRow | undefined {
  return rows.find(({ row }) => row.method === 'acai') ?? rows[0];
}
