import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../../core/experiment.ts';
import type { Players } from '../../core/lossCatalogue.ts';
import { commands } from '../../store/commands.ts';
import { idleRun, runsStore } from '../../store/runs.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import controls from '../controls.module.css';
import { formatSamples } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './PlayersPanel.module.css';
import { playersStore } from './players.ts';

const choices: readonly Players[] = ['critic', 'autoencoder', 'both'];

/** Slow enough to see each step. */
const slowStepMs = 300;

/** The critic's game, a step at a time: one player learns while the other stands still, or both do. */
export function PlayersPanel({ lane }: { readonly lane: Lane }) {
  const { players: words } = useTexts(learnPageTexts);
  const { players, slow } = useStore(playersStore);
  const run = useSampled(runsStore, ({ runs }) => runs[lane.id] ?? idleRun, 200);
  const over = ['finished', 'diverged', 'failed'].includes(run.state);

  useEffect(() => {
    if (!slow || over) return;
    let asked: number | null = null;
    const timer = setInterval(() => {
      const { state, samples } = runsStore.getState().runs[lane.id] ?? idleRun;
      // A step that is still under way is waited for.
      if (state === 'starting' || samples === asked) return;
      asked = samples;
      commands().stepPlayers(lane.id, players);
    }, slowStepMs);
    return () => clearInterval(timer);
  }, [slow, over, players, lane.id]);

  useEffect(() => () => playersStore.setState({ slow: false }), []);

  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="players-heading">
      <h2 id="players-heading" className={controls.heading} title={words.intro}>
        {words.heading}
      </h2>
      <fieldset className={styles.choices}>
        <legend className="visuallyHidden">{words.intro}</legend>
        {choices.map((choice) => (
          <button
            key={choice}
            type="button"
            className={`${controls.button} ${styles.choice}`}
            aria-pressed={players === choice}
            onClick={() => playersStore.setState({ players: choice })}
          >
            {words[choice]}
          </button>
        ))}
      </fieldset>
      <div className={styles.choices}>
        <button
          type="button"
          className={controls.button}
          disabled={over}
          onClick={() => commands().stepPlayers(lane.id, players)}
        >
          <Icon name="step" />
          {words.step}
        </button>
        <button
          type="button"
          className={controls.button}
          aria-pressed={slow && !over}
          disabled={over}
          onClick={() => playersStore.setState({ slow: !slow })}
        >
          <Icon name={slow && !over ? 'pause' : 'play'} />
          {words.slow}
        </button>
      </div>
      <p className={controls.note}>{words.seen(formatSamples(run.samples))}</p>
    </section>
  );
}
