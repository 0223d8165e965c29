import { formatResults } from '../../core/formatTable.ts';
import { messageOf } from '../../core/messageOf.ts';
import { benchmarkCommands } from '../../store/benchmark.ts';
import { notify } from '../../store/view.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import controls from '../controls.module.css';
import { useTexts } from '../useTexts.ts';
import styles from './BenchmarkPage.module.css';
import { renderPicture } from './exportPicture.ts';
import type { ShownRow } from './tableModel.ts';
import { useCurveWords } from './useCurveWords.ts';

interface ExportButtonsProps {
  readonly rows: readonly ShownRow[];
  readonly selected: string | null;
}

/** The table as CSV or LaTeX, and with the curves as a picture. */
export function ExportButtons({ rows, selected }: ExportButtonsProps) {
  const texts = useTexts(benchmarkTexts);
  const words = useCurveWords();
  const table = rows.map((shown) => ({ ...shown.row, label: words.nameOf(shown) }));

  function save(text: string, name: string): void {
    benchmarkCommands().download(new TextEncoder().encode(text).buffer, name);
  }
  async function savePicture(): Promise<void> {
    try {
      const png = await renderPicture({ rows, selected, texts, words });
      benchmarkCommands().download(png, 'betwixt-lines.png');
    } catch (error) {
      notify('error', messageOf(error));
    }
  }

  return (
    <fieldset className={styles.exports} disabled={rows.length === 0}>
      <legend className="visuallyHidden">{texts.exports}</legend>
      <button
        type="button"
        className={controls.button}
        title={texts.exportTitle.csv}
        onClick={() => save(formatResults(table, 'csv'), 'betwixt-lines.csv')}
      >
        {texts.exportCsv}
      </button>
      <button
        type="button"
        className={controls.button}
        title={texts.exportTitle.latex}
        onClick={() => save(formatResults(table, 'latex'), 'betwixt-lines.tex')}
      >
        {texts.exportLatex}
      </button>
      <button
        type="button"
        className={controls.button}
        title={texts.exportTitle.png}
        onClick={() => void savePicture()}
      >
        {texts.exportPng}
      </button>
    </fieldset>
  );
}
