import { type ReactNode, useId, useState } from 'react';
import { useStore } from 'zustand';
import { type EmbedView, embedViews } from '../../core/experiment.ts';
import { commands } from '../../store/commands.ts';
import { experimentStore } from '../../store/experiment.ts';
import { longestNotes, notesStore, writeNotes } from '../../store/notes.ts';
import { runsStore } from '../../store/runs.ts';
import { viewStore } from '../../store/view.ts';
import { shareTexts } from '../../texts/share.ts';
import { topBarTexts } from '../../texts/topBar.ts';
import controls from '../controls.module.css';
import { OpenFileButton } from '../OpenFileButton.tsx';
import { type PlotName, shownPlots } from '../shownPlots.ts';
import { useTexts } from '../useTexts.ts';
import { pathTable, trainingTable } from './dataTables.ts';
import { copyPicture, copyText, deliver, download } from './deliver.ts';
import { embedCode } from './embed.ts';
import { namedRows, plotDrawing, stripDrawing } from './pictures.ts';
import { type Drawn, renderPng, renderSvg } from './render.ts';
import styles from './SharePanel.module.css';

/** What the Share menu holds. */
export function SharePanel() {
  return (
    <div className={styles.panel}>
      <LinkSection />
      <StripsSection />
      <PlotSection />
      <DataSection />
      <SessionSection />
      <EmbedSection />
    </div>
  );
}

function Section({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={controls.heading}>
        {name}
      </h3>
      {children}
    </section>
  );
}

function LinkSection() {
  const texts = useTexts(shareTexts);
  const { linkCopied } = useTexts(topBarTexts);
  return (
    <Section name={texts.link}>
      <button
        type="button"
        className={controls.button}
        onClick={() => void copyText(window.location.href, linkCopied)}
      >
        {texts.copyLink}
      </button>
      <p className={controls.note}>{texts.linkHint}</p>
    </Section>
  );
}

function StripsSection() {
  const texts = useTexts(shareTexts);
  const [wanted, setWanted] = useState('all');
  const rows = namedRows().filter(({ row }) => viewStore.getState().strips[row]);
  if (rows.length === 0) return <p className={controls.note}>{texts.noStrips}</p>;
  const drawing = () => stripDrawing(wanted === 'all' ? rows.map(({ row }) => row) : [wanted]);
  return (
    <Section name={texts.strips}>
      <div className={styles.line}>
        <select
          className={`${controls.field} ${styles.choice}`}
          aria-label={texts.whichStrips}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        >
          <option value="all">{texts.allRows}</option>
          {rows.map(({ row, name }) => (
            <option key={row} value={row}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          className={controls.button}
          title={texts.copyPictureTitle}
          onClick={() =>
            make(drawing(), async (drawn) =>
              copyPicture(await renderPng(drawn), 'betwixt-strips.png'),
            )
          }
        >
          {texts.copyPicture}
        </button>
        <button
          type="button"
          className={controls.button}
          aria-label={texts.png(texts.strips)}
          onClick={() =>
            make(drawing(), async (drawn) => download(await renderPng(drawn), 'betwixt-strips.png'))
          }
        >
          PNG
        </button>
        <button
          type="button"
          className={controls.button}
          aria-label={texts.svg(texts.strips)}
          onClick={() =>
            make(drawing(), (drawn) => download(renderSvg(drawn), 'betwixt-strips.svg'))
          }
        >
          SVG
        </button>
      </div>
    </Section>
  );
}

function make(drawing: Drawn | null, task: (drawn: Drawn) => Promise<void>): void {
  if (drawing) void deliver(() => task(drawing));
}

function PlotSection() {
  const texts = useTexts(shareTexts);
  const [plots] = useState(shownPlots);
  const [wanted, setWanted] = useState<PlotName | undefined>(plots[0]);
  return (
    <Section name={texts.plot}>
      {wanted === undefined ? (
        <p className={controls.note}>{texts.noPlots}</p>
      ) : (
        <div className={styles.line}>
          <select
            className={`${controls.field} ${styles.choice}`}
            aria-label={texts.whichPlot}
            value={wanted}
            onChange={(event) => setWanted(plots.find((name) => name === event.target.value))}
          >
            {plots.map((name) => (
              <option key={name} value={name}>
                {texts.plots[name]}
              </option>
            ))}
          </select>
          <button
            type="button"
            className={controls.button}
            aria-label={texts.svg(texts.plot)}
            onClick={() =>
              make(plotDrawing(wanted), (drawn) =>
                download(renderSvg(drawn), `betwixt-${wanted}.svg`),
              )
            }
          >
            SVG
          </button>
        </div>
      )}
    </Section>
  );
}

function DataSection() {
  const texts = useTexts(shareTexts);

  function savePath(): Promise<void> {
    const { strips } = viewStore.getState();
    const table = pathTable(namedRows(), strips, runsStore.getState().runs);
    return download(table, 'betwixt-path.csv');
  }
  function saveTraining(): Promise<void> {
    const lanes = namedRows().map(({ row, name }) => ({ id: row, name }));
    const table = trainingTable(lanes, runsStore.getState().runs);
    return download(table, 'betwixt-training.csv');
  }
  return (
    <Section name={texts.data}>
      <div className={styles.line}>
        <button
          type="button"
          className={controls.button}
          title={texts.alongPathTitle}
          onClick={() => void deliver(savePath)}
        >
          {texts.alongPath}
        </button>
        <button
          type="button"
          className={controls.button}
          title={texts.overTrainingTitle}
          onClick={() => void deliver(saveTraining)}
        >
          {texts.overTraining}
        </button>
      </div>
    </Section>
  );
}

function SessionSection() {
  const texts = useTexts(shareTexts);
  const notes = useStore(notesStore, ({ text }) => text);
  const [half, setHalf] = useState(false);
  return (
    <Section name={texts.session}>
      <textarea
        className={styles.notes}
        rows={2}
        maxLength={longestNotes}
        aria-label={texts.notes}
        placeholder={texts.notesHint}
        value={notes}
        onChange={(event) => writeNotes(event.target.value)}
      />
      <label className={styles.check} title={texts.halfTitle}>
        <input type="checkbox" checked={half} onChange={(event) => setHalf(event.target.checked)} />
        {texts.half}
      </label>
      <div className={styles.line}>
        <button
          type="button"
          className={controls.button}
          onClick={() => void commands().saveCapsule(half)}
        >
          {texts.saveSession}
        </button>
        <OpenFileButton accept=".betwixt" label={texts.sessionFile}>
          {texts.openSession}
        </OpenFileButton>
      </div>
      <p className={controls.note}>{texts.sessionHint}</p>
    </Section>
  );
}

function EmbedSection() {
  const texts = useTexts(shareTexts);
  const [view, setView] = useState<EmbedView>('grid');
  return (
    <Section name={texts.embed}>
      <div className={styles.line}>
        <select
          className={`${controls.field} ${styles.choice}`}
          aria-label={texts.embedView}
          value={view}
          onChange={(event) => setView(embedViews.find((name) => name === event.target.value)!)}
        >
          {embedViews.map((name) => (
            <option key={name} value={name}>
              {texts.embedViews[name]}
            </option>
          ))}
        </select>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            const code = embedCode(experimentStore.getState(), view, texts.frameTitle);
            void copyText(code, texts.embedCopied);
          }}
        >
          {texts.copyEmbed}
        </button>
      </div>
    </Section>
  );
}
