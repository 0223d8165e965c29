import { useStore } from 'zustand';
import { presetConfig } from '../core/presets.ts';
import type { PresetName } from '../core/runConfig.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import controls from './controls.module.css';
import { formatSamples } from './format.ts';
import styles from './TrainingFields.module.css';

const presets: readonly { name: PresetName; label: string; title: string }[] = [
  { name: 'quick', label: 'quick', title: 'Small networks that learn in minutes' },
  { name: 'paper', label: 'paper', title: 'Exactly the paper’s setting: many hours' },
];

const budgets = [4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 2 ** 24];
const largestSeed = 2 ** 32 - 1;

/** What every lane trains on: data, preset, seed, budget. */
export function TrainingFields() {
  const { dataset, preset, seed, budget } = useStore(experimentStore);
  const options = budgets.includes(budget) ? budgets : [...budgets, budget].sort((a, b) => a - b);
  return (
    <div className={styles.fields}>
      <span className={styles.dataset} title="32×32 grey images of one line from the centre">
        {dataset}
      </span>
      <label className={styles.field} title={presets.find(({ name }) => name === preset)?.title}>
        preset
        <select
          className={controls.field}
          value={preset}
          onChange={(event) => choosePreset(event.target.value as PresetName)}
        >
          {presets.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field} title="The same seed gives the same run">
        seed
        <input
          className={`${controls.field} ${styles.seed}`}
          type="number"
          min={0}
          max={largestSeed}
          step={1}
          value={seed}
          onChange={(event) => chooseSeed(event.target.valueAsNumber)}
        />
      </label>
      <label
        className={styles.field}
        title="How many samples (images) each lane sees before it stops"
      >
        budget
        <select
          className={controls.field}
          value={budget}
          onChange={(event) => changeExperiment({ budget: Number(event.target.value) })}
        >
          {options.map((samples) => (
            <option key={samples} value={samples}>
              {formatSamples(samples)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function choosePreset(preset: PresetName): void {
  changeExperiment({ preset, budget: presetConfig(preset, 'baseline').budget });
}

function chooseSeed(seed: number): void {
  if (Number.isInteger(seed) && seed >= 0 && seed <= largestSeed) changeExperiment({ seed });
}
