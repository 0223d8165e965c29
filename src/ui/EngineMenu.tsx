import { useStore } from 'zustand';
import { type EngineWish, engineWishes } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { type RunsState, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { engineTexts } from '../texts/engines.ts';
import controls from './controls.module.css';
import styles from './EngineMenu.module.css';
import { formatSamples } from './format.ts';
import { Popover } from './Popover.tsx';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

/** Which engine trains, why that one, how fast, and the choice of another. */
export function EngineMenu() {
  const wish = useStore(experimentStore, (experiment) => experiment.engine);
  const reports = useSampled(runsStore, describeReports, 400);
  const texts = useTexts(engineTexts);
  const rate = texts.rate(formatSamples(useSampled(runsStore, totalRate, 400)));
  const decoding = useStore(viewStore, (view) => view.engine);
  const inUse = reports === '' ? [] : reports.split('\n').map((line) => line.split('\t'));
  const names = inUse.map(([engine]) => engine).join(', ') || decoding?.engine || wish;
  const reasons = [...new Set(inUse.map(([, why]) => why))].join(' ');
  const reason = reasons || decoding?.reason || texts.beingChosen;
  return (
    <Popover
      label={texts.engine}
      title={`${texts.whatTrains} ${reason}`}
      button={
        <>
          <span className={styles.name}>{shorten(names)}</span>
          <span className={styles.rate}>{rate}</span>
        </>
      }
    >
      <p>
        <strong lang={reports || decoding ? 'en' : undefined}>{names}</strong>
      </p>
      <p lang={reasons || decoding ? 'en' : undefined}>{reason}</p>
      <label className={styles.choice}>
        {texts.engine}
        <select
          className={controls.field}
          value={wish}
          onChange={(event) => changeExperiment({ engine: event.target.value as EngineWish })}
        >
          {engineWishes.map((name) => (
            <option key={name} value={name}>
              {texts.wishes[name]}
            </option>
          ))}
        </select>
      </label>
      <p className={controls.note}>{texts.rateOfAll(rate)}</p>
    </Popover>
  );
}

/** Each engine in use with its reason, once: a string, so that it compares by value. */
function describeReports({ runs }: RunsState): string {
  const lines = Object.values(runs).flatMap(({ report }) =>
    report ? [`${report.engine}\t${report.reason}`] : [],
  );
  return [...new Set(lines)].join('\n');
}

/** "compiled WebGPU (some card)" → "compiled WebGPU": the panel has the rest. */
function shorten(description: string): string {
  return description.split(/ \(|,/)[0];
}

/** Samples a second. */
function totalRate({ runs }: RunsState): number {
  const training = Object.values(runs).filter(({ state }) => state === 'training');
  return training.reduce((sum, run) => sum + run.samplesPerSecond, 0);
}
