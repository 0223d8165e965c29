import { useStore } from 'zustand';
import { maximumSeed } from '../../core/runConfig.ts';
import { experimentStore } from '../../store/experiment.ts';
import { changeCritic, playCommands, playStore } from '../../store/play.ts';
import { viewStore } from '../../store/view.ts';
import { playTexts } from '../../texts/play.ts';
import controls from '../controls.module.css';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './CriticSetup.module.css';

const lengths = [1, 2, 3, 4, 6] as const;

/** Who plays in it, how long, and which game. */
export function CriticSetup() {
  const { waiting, critic: texts } = useTexts(playTexts);
  const nameOf = useLaneName();
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const { phase, leftOut, perLane, number, room } = useStore(playStore, ({ critic }) => critic);
  // Only whether each has weights: strips change while lanes train.
  const ready = useSampled(viewStore, ({ strips }) =>
    lanes
      .filter(({ id }) => id in strips)
      .map(({ id }) => id)
      .join(),
  ).split(',');
  const playing = lanes.filter(({ id }) => ready.includes(id) && !leftOut.includes(id));

  function toggle(id: string): void {
    const left = leftOut.includes(id) ? leftOut.filter((each) => each !== id) : [...leftOut, id];
    changeCritic({ leftOut: left });
  }

  return (
    <form
      className={`${controls.panel} ${styles.setup}`}
      aria-labelledby="critic-intro"
      onSubmit={(event) => {
        event.preventDefault();
        void playCommands()?.deal();
      }}
    >
      <h2 id="critic-intro" className={styles.intro}>
        {texts.intro}
      </h2>
      <p className={styles.rules}>{texts.rules}</p>
      <fieldset className={styles.choice}>
        <legend>{texts.methods}</legend>
        {lanes.map((lane) => (
          <button
            key={lane.id}
            type="button"
            className={controls.button}
            aria-pressed={!leftOut.includes(lane.id)}
            title={ready.includes(lane.id) ? undefined : texts.withoutWeights(nameOf(lane))}
            onClick={() => toggle(lane.id)}
          >
            <Swatch laneId={lane.id} />
            {nameOf(lane)}
          </button>
        ))}
      </fieldset>
      <fieldset className={styles.choice}>
        <legend>{texts.perLane}</legend>
        {lengths.map((length) => (
          <button
            key={length}
            type="button"
            className={controls.button}
            aria-pressed={length === perLane}
            onClick={() => changeCritic({ perLane: length })}
          >
            {length}
          </button>
        ))}
        <span className={controls.note}>{texts.length(playing.length * perLane)}</span>
      </fieldset>
      <div className={styles.choice}>
        <label className={styles.number} title={texts.numberTitle}>
          {texts.number}
          <input
            className={controls.field}
            type="number"
            min={1}
            max={maximumSeed}
            value={number}
            onChange={({ target }) => {
              const value = target.valueAsNumber;
              if (Number.isInteger(value) && value >= 1 && value <= maximumSeed) {
                changeCritic({ number: value });
              }
            }}
          />
        </label>
        <label className={styles.number} title={texts.roomTitle}>
          <input
            type="checkbox"
            checked={room}
            onChange={({ target }) => changeCritic({ room: target.checked })}
          />
          {texts.room}
        </label>
      </div>
      <button
        type="submit"
        className={`${controls.button} ${controls.primary} ${styles.start}`}
        disabled={playing.length === 0 || phase === 'dealing'}
      >
        {texts.start}
      </button>
      <p className={controls.note} role="status">
        {phase === 'dealing' ? texts.dealing : playing.length === 0 ? waiting : texts.keys}
      </p>
    </form>
  );
}
