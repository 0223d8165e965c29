import { useStore } from 'zustand';
import { pairOf } from '../../core/criticGame.ts';
import { isEmpty, meanAbsoluteError } from '../../core/prediction.ts';
import { experimentStore, setEndpoints } from '../../store/experiment.ts';
import { inspectedLane } from '../../store/latents.ts';
import {
  changeDraw,
  clearDrawings,
  type DrawGame as Game,
  measuredRow,
  playCommands,
  playStore,
  type Quantity,
  quantities,
} from '../../store/play.ts';
import { viewStore } from '../../store/view.ts';
import { endpointTexts } from '../../texts/endpoints.ts';
import { playTexts } from '../../texts/play.ts';
import { AngleDial } from '../AngleDial.tsx';
import controls from '../controls.module.css';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import { BoardStrip } from './BoardPicture.tsx';
import styles from './DrawGame.module.css';
import { PredictionPlot } from './PredictionPlot.tsx';
import { formatQuantity, predictionOf } from './predictionModel.ts';

/** Draw distance and angle over α, then see them measured. */
export function DrawGame() {
  const { names, waiting, draw: texts } = useTexts(playTexts);
  const nameOf = useLaneName();
  const game = useStore(playStore, ({ draw }) => draw);
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const endpoints = useStore(experimentStore, (experiment) => experiment.endpoints);
  const selected = useStore(viewStore, ({ selectedLane }) => selectedLane);
  const crossfade = useSampled(viewStore, ({ strips }) => strips.crossfade?.distances ?? none);
  const lane = inspectedLane(lanes, selected);
  const id = lane?.id ?? '';
  const hasWeights = useSampled(viewStore, ({ strips }) => id in strips);
  const name = lane ? nameOf(lane) : '';
  const parts = { game, laneId: id, endpoints, crossfade };
  const revealed = game.phase === 'revealed';
  const drawn = quantities.some((quantity) => !isEmpty(game.drawings[quantity]));

  return (
    <div className={styles.game}>
      <h2 className="visuallyHidden">{names.draw}</h2>
      <div className={styles.side}>
        <section className={`${controls.panel} ${styles.panel}`}>
          <fieldset className={styles.lanes}>
            <legend>{texts.lane}</legend>
            {lanes.map((each) => (
              <button
                key={each.id}
                type="button"
                className={controls.button}
                aria-pressed={each.id === id}
                onClick={() => viewStore.setState({ selectedLane: each.id })}
              >
                <Swatch laneId={each.id} />
                {nameOf(each)}
              </button>
            ))}
          </fieldset>
          <Dials />
        </section>
        <section className={`${controls.panel} ${styles.panel}`}>
          <div className={styles.actions}>
            <button
              type="button"
              className={`${controls.button} ${revealed ? '' : controls.primary}`}
              disabled={game.phase !== 'drawing' || !drawn || !hasWeights}
              onClick={() => void playCommands()?.measure()}
            >
              {texts.reveal}
            </button>
            <button
              type="button"
              className={`${controls.button} ${revealed ? controls.primary : ''}`}
              onClick={nextPair}
            >
              {texts.next}
            </button>
            <button
              type="button"
              className={controls.button}
              disabled={!drawn}
              onClick={clearDrawings}
            >
              {texts.again}
            </button>
          </div>
          <div role="status">
            {game.phase === 'measuring' && <p>{texts.measuring}</p>}
            {game.phase === 'drawing' && !drawn && (
              <p className={controls.note}>{hasWeights ? texts.drawFirst : waiting}</p>
            )}
            {revealed && <Score game={game} />}
          </div>
          <p className={`${controls.note} ${styles.keys}`}>{texts.keys}</p>
        </section>
      </div>
      <div className={styles.stage}>
        <p className={styles.intro}>{texts.intro}</p>
        <div className={styles.plots}>
          {quantities.map((quantity) => (
            <figure key={quantity} className={`${controls.panel} ${styles.figure}`}>
              <figcaption className={controls.heading}>
                {texts.quantities[quantity].title}
              </figcaption>
              <PredictionPlot
                quantity={quantity}
                prediction={predictionOf(quantity, parts)}
                spoken={(value) => {
                  const told = formatQuantity(quantity, value);
                  return quantity === 'angle' ? told : texts.thousandths(told);
                }}
              />
            </figure>
          ))}
        </div>
        <Legend laneId={id} name={name} revealed={revealed} />
        <div className={styles.strips}>
          {revealed && (
            <>
              <span>{name}</span>
              <BoardStrip
                className={styles.strip}
                row={measuredRow.lane}
                label={texts.strip(name)}
              />
              <span>{texts.legend.ideal}</span>
              <BoardStrip
                className={styles.strip}
                row={measuredRow.ideal}
                label={texts.idealStrip}
              />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

const none: readonly number[] = [];

function nextPair(): void {
  const pair = playStore.getState().draw.pair + 1;
  changeDraw({ pair });
  clearDrawings();
  setEndpoints(pairOf(pair, experimentStore.getState().seed));
}

function Dials() {
  const texts = useTexts(endpointTexts);
  return (
    <div>
      <p className={controls.heading}>
        {texts.heading} <span className={controls.note}>{texts.hint}</span>
      </p>
      <div className={styles.dials}>
        <AngleDial angleName="angle2" row="x2" name="x₂" alpha={0} />
        <AngleDial angleName="angle1" row="x1" name="x₁" alpha={1} />
      </div>
    </div>
  );
}

function Score({ game }: { readonly game: Game }) {
  const { draw: texts } = useTexts(playTexts);
  const { measured, scores } = game;
  const score = scores.at(-1);
  if (!measured || !score) return null;
  const idealErrors: Readonly<Record<Quantity, number>> = {
    distance: meanAbsoluteError(measured.idealDistances, measured.distances),
    angle: meanAbsoluteError(measured.idealAngles, measured.angles),
  };
  const average = (quantity: Quantity) => {
    const errors = scores.flatMap((each) => each[quantity] ?? []);
    if (errors.length === 0) return texts.notDrawn;
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    return formatQuantity(quantity, mean);
  };
  return (
    <>
      <h2 className={controls.heading}>{texts.score}</h2>
      {quantities.map((quantity) => {
        const error = score[quantity];
        if (error === null) return null;
        return (
          <p key={quantity}>
            <strong>{texts.error[quantity](formatQuantity(quantity, error))}</strong>
            <span className={controls.note}>
              {' '}
              {texts.idealError(formatQuantity(quantity, idealErrors[quantity]))}
            </span>
          </p>
        );
      })}
      {scores.length > 1 && (
        <p>{texts.average(scores.length, average('distance'), average('angle'))}</p>
      )}
    </>
  );
}

interface LegendProps {
  readonly laneId: string;
  readonly name: string;
  readonly revealed: boolean;
}

function Legend({ laneId, name, revealed }: LegendProps) {
  const { draw: texts } = useTexts(playTexts);
  const { yours, measured, ideal, crossfade } = texts.legend;
  return (
    <ul className={styles.legend}>
      <li data-line="yours">{yours}</li>
      {revealed && (
        <>
          <li data-line="measured">
            <Swatch laneId={laneId} />
            {measured(name)}
          </li>
          <li data-line="ideal">{ideal}</li>
          <li data-line="crossfade">{crossfade}</li>
        </>
      )}
    </ul>
  );
}
