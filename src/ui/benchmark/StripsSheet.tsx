import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { wrapAngle } from '../../core/angles.ts';
import type { Endpoints } from '../../core/experiment.ts';
import { drawImages } from '../../plots/drawImages.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import { benchmarkCommands, benchmarkStore, stripRow } from '../../store/benchmark.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { Canvas, watch } from '../Canvas.tsx';
import controls from '../controls.module.css';
import { formatDegrees, formatDistance, formatSamples, formatSmoothness } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { useTexts } from '../useTexts.ts';
import styles from './StripsSheet.module.css';
import { type ShownRow, weightsOf } from './tableModel.ts';
import { useCurveWords } from './useCurveWords.ts';

interface StripsSheetProps {
  readonly shown: ShownRow;
  readonly onClose: () => void;
}

/** What a checkpoint of a row decodes between several pairs of lines. */
export function StripsSheet({ shown, onClose }: StripsSheetProps) {
  const texts = useTexts(benchmarkTexts);
  const name = useCurveWords().nameOf(shown);
  const dialog = useRef<HTMLDialogElement>(null);
  const shipped = useStore(benchmarkStore, (state) => state.shipped);
  const here = useStore(benchmarkStore, (state) => state.here);
  const known = weightsOf(shown, { shipped, here });
  const [seed, setSeed] = useState(known[0]?.seed ?? null);
  const [turn, setTurn] = useState(0);
  const chosen = known.find((each) => each.seed === seed);
  const { weights } = chosen ?? {};
  const key = weights && JSON.stringify(weights);

  useEffect(() => {
    dialog.current?.showModal();
    return benchmarkCommands().hideStrips;
  }, []);
  useEffect(() => {
    if (key) benchmarkCommands().showStrips(JSON.parse(key), pairsAt(turn));
  }, [key, turn]);

  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby="strips-heading"
      onClose={onClose}
      onPointerDown={(event) => {
        // Outside the sheet is its backdrop.
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <div className={styles.content}>
        <header className={styles.head}>
          <h2 id="strips-heading">{texts.stripsOf(name)}</h2>
          {known.length > 1 && (
            <label className={styles.field}>
              {texts.checkpoint}
              <select
                className={controls.field}
                value={seed ?? undefined}
                onChange={(event) => setSeed(Number(event.target.value))}
              >
                {known.map((each) => (
                  <option key={each.seed} value={each.seed}>
                    {texts.seed(each.seed)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {chosen && (
            <button type="button" className={controls.button} onClick={() => setTurn(turn + 1)}>
              {texts.otherPairs}
            </button>
          )}
          <button
            type="button"
            className={`${controls.button} ${controls.icon}`}
            aria-label={texts.close}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        {chosen ? (
          <>
            <p className={controls.note}>
              {texts.stripsAbout(chosen.seed, formatSamples(chosen.samples), texts[shown.origin])}{' '}
              {texts.trainedOn(chosen.engine, chosen.commits.join(', '))}{' '}
              {shown.origin === 'shipped' && texts.halfPrecision}
            </p>
            <Strips name={name} />
          </>
        ) : (
          <p>{texts.noCheckpoint}</p>
        )}
      </div>
    </dialog>
  );
}

function Strips({ name }: { readonly name: string }) {
  const texts = useTexts(benchmarkTexts);
  const strips = useStore(benchmarkStore, (state) => state.strips);
  if (!strips || strips.state === 'loading') return <p role="status">{texts.decoding}</p>;
  if (strips.state === 'failed') {
    return <p role="alert">{texts.stripsFailed(strips.message ?? '')}</p>;
  }
  return (
    <>
      <p className={styles.heads}>
        {texts.meanDistance} · {texts.smoothness}
      </p>
      <ul className={styles.list}>
        {strips.pairs.map((pair, i) => {
          const [from, to] = [formatDegrees(pair.angle2), formatDegrees(pair.angle1)];
          const { meanDistance, smoothness } = strips.numbers[i];
          const [distance, evenness] = [formatDistance(meanDistance), formatSmoothness(smoothness)];
          const numbers = texts.numbers(distance, evenness);
          return (
            <li key={`${from} ${to}`} className={styles.pair}>
              <span className={styles.angles}>{texts.stripLabel(from, to)}</span>
              <span className={styles.images}>
                <StripCanvas row={stripRow(i, true)} />
                <StripCanvas
                  row={stripRow(i, false)}
                  label={texts.stripOf(name, from, to, numbers)}
                />
              </span>
              <span className={styles.numbers} title={numbers}>
                {distance} · {evenness}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function StripCanvas({ row, label }: { readonly row: string; readonly label?: string }) {
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [watch(benchmarkStore, (state) => state.strips)]);
  return (
    <Canvas
      className={styles.canvas}
      label={label}
      watches={watches}
      draw={(surface) => {
        const picture = pictureBoard.strip(row);
        if (picture) sheet.show(picture);
        drawImages(surface, picture && sheet, picture?.count ?? 16);
      }}
    />
  );
}

/** Short arcs and long ones; each turn of the wheel shows other lines the same way apart. */
const arcs = [30, 60, 90, 120, 150, 175];

function pairsAt(turn: number): Endpoints[] {
  const radians = (degrees: number) => wrapAngle((degrees * Math.PI) / 180);
  return arcs.map((arc, i) => {
    const start = 20 + 67 * i + 41 * turn;
    return { angle2: radians(start), angle1: radians(start + arc) };
  });
}
