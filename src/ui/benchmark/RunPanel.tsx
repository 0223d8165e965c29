import { useStore } from 'zustand';
import type { RunConfig } from '../../core/runConfig.ts';
import {
  benchmarkCommands,
  benchmarkStore,
  type HereRun,
  type QueuedRun,
} from '../../store/benchmark.ts';
import { idleRun, runsStore } from '../../store/runs.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { methodName, methodTexts } from '../../texts/methods.ts';
import { topBarTexts } from '../../texts/topBar.ts';
import controls from '../controls.module.css';
import { formatFixed, formatSamples } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import { RunForm } from './RunForm.tsx';
import styles from './RunPanel.module.css';

/** The experiment by the user's own hands: what to train, what trains, and what was trained. */
export function RunPanel() {
  const texts = useTexts(benchmarkTexts);
  const queue = useStore(benchmarkStore, (state) => state.queue);
  const here = useStore(benchmarkStore, (state) => state.here);
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="run-heading">
      <h2 id="run-heading" className={controls.heading}>
        {texts.runHere}
      </h2>
      <RunForm />
      <p className={controls.note}>
        {texts.runNote(navigator.hardwareConcurrency)} {texts.measured}
      </p>
      {queue.length > 0 && (
        <ul className={styles.list} aria-label={texts.queue}>
          {queue.map((queued) => (
            <QueueItem key={queued.id} queued={queued} />
          ))}
        </ul>
      )}
      <h3 className={controls.heading}>{texts.ended}</h3>
      {here.length === 0 ? (
        <p className={controls.note}>{texts.endedNone}</p>
      ) : (
        <ul className={styles.ended} aria-label={texts.ended}>
          {here.toReversed().map((each) => (
            <EndedItem key={each.id} here={each} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** "VAE + critic, seed 2". */
function useRunName(): (config: RunConfig) => string {
  const texts = useTexts(benchmarkTexts);
  const methods = useTexts(methodTexts);
  return (config) => `${methodName(config, methods)}, ${texts.seed(config.seed)}`;
}

function QueueItem({ queued: { id, config, state } }: { readonly queued: QueuedRun }) {
  const texts = useTexts(benchmarkTexts);
  const name = useRunName()(config);
  const run = useSampled(runsStore, ({ runs }) => runs[id] ?? idleRun, 250);
  const { samples, samplesPerSecond } = run;
  const progress = texts.progress(formatSamples(samples), formatSamples(config.budget));
  const rest = (config.budget - samples) / samplesPerSecond;
  const told = () => {
    if (state === 'waiting') return texts.waiting;
    if (state === 'measuring') return texts.measuring;
    if (run.state === 'starting') return run.message ?? texts.starting;
    if (!(Number.isFinite(rest) && rest >= 0)) return progress;
    return `${progress} · ${texts.timeLeft(formatTime(rest, texts))}`;
  };
  return (
    <li className={styles.item}>
      <span className={styles.name}>{name}</span>
      <progress className={styles.bar} aria-label={name} max={config.budget} value={samples} />
      <span className={styles.told}>{told()}</span>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label={texts.cancel(name)}
        onClick={() => benchmarkCommands().cancel(id)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function EndedItem({ here: { id, run } }: { readonly here: HereRun }) {
  const texts = useTexts(benchmarkTexts);
  const { config, result } = run;
  const name = useRunName()(config);
  const { presets } = useTexts(topBarTexts);
  return (
    <li className={styles.item}>
      <span className={styles.name}>{name}</span>
      <span className={styles.told}>
        {presets[config.preset].name} · {texts.samples(formatSamples(result?.samples ?? 0))}
        {result?.failure === null ? (
          ` · ${formatTime(result.seconds, texts)}`
        ) : (
          <span className={styles.fault}> · {texts.failure(result?.failure ?? '')}</span>
        )}
      </span>
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label={texts.forget(name)}
        onClick={() => benchmarkCommands().forget(id)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** Two figures or so: what is left is a guess. */
function formatTime(seconds: number, texts: (typeof benchmarkTexts)['en']): string {
  if (seconds < 90) return texts.seconds(Math.ceil(seconds));
  if (seconds < 5400) return texts.minutes(Math.round(seconds / 60));
  return texts.hours(formatFixed(seconds / 3600, 1));
}
