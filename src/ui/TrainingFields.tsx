import { useStore } from 'zustand';
import { presetConfig } from '../core/presets.ts';
import { type PresetName, presetNames } from '../core/runConfig.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { topBarTexts } from '../texts/topBar.ts';
import controls from './controls.module.css';
import { formatSamples } from './format.ts';
import styles from './TrainingFields.module.css';
import { useTexts } from './useTexts.ts';

const budgets = [4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 2 ** 24];
const largestSeed = 2 ** 32 - 1;

/** What every lane trains on: data, preset, seed, budget. */
export function TrainingFields() {
  const { dataset, preset, seed, budget } = useStore(experimentStore);
  const texts = useTexts(topBarTexts);
  const options = budgets.includes(budget) ? budgets : [...budgets, budget].sort((a, b) => a - b);
  return (
    <div className={styles.fields}>
      <span className={styles.dataset} title={texts.datasets[dataset].title}>
        {texts.datasets[dataset].name}
      </span>
      <label className={styles.field} title={texts.presets[preset].title}>
        {texts.preset}
        <select
          className={controls.field}
          value={preset}
          onChange={(event) => choosePreset(event.target.value as PresetName)}
        >
          {presetNames.map((name) => (
            <option key={name} value={name}>
              {texts.presets[name].name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field} title={texts.seedTitle}>
        {texts.seed}
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
      <label className={styles.field} title={texts.budgetTitle}>
        {texts.budget}
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
