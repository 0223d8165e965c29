import { useId, useState } from 'react';
import { type MethodName, methodCatalogue, methodNames } from '../../core/methodCatalogue.ts';
import { presetConfig } from '../../core/presets.ts';
import { type PresetName, presetNames } from '../../core/runConfig.ts';
import { readSeedRange, type SeedFault } from '../../core/seedRange.ts';
import { benchmarkCommands } from '../../store/benchmark.ts';
import { experimentStore } from '../../store/experiment.ts';
import { benchmarkTexts } from '../../texts/benchmark.ts';
import { methodTexts } from '../../texts/methods.ts';
import { topBarTexts } from '../../texts/topBar.ts';
import controls from '../controls.module.css';
import { formatSamples } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import styles from './RunPanel.module.css';

const mostRuns = 50;
const budgets = [2048, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 2 ** 24];

/** Which runs to train, and the button that starts them. */
export function RunForm() {
  const texts = useTexts(benchmarkTexts);
  const names = useTexts(methodTexts).names;
  const { presets } = useTexts(topBarTexts);
  const [method, setMethod] = useState<MethodName | 'all'>('acai');
  const [critic, setCritic] = useState(false);
  const [seedText, setSeedText] = useState('1-3');
  const [preset, setPreset] = useState(() => experimentStore.getState().preset);
  const [budget, setBudget] = useState(() => experimentStore.getState().budget);
  const faultId = useId();

  const methods = method === 'all' ? methodNames : [method];
  const range = readSeedRange(seedText, Math.floor(mostRuns / methods.length));
  const seeds = 'seeds' in range ? range.seeds : [];
  // Every method gets its first seed before one gets its second.
  const configs = seeds.flatMap((seed) =>
    methods.map((name) => ({ ...presetConfig(preset, name, { seed, critic }), budget })),
  );
  const always = method !== 'all' && methodCatalogue[method].adversarial;
  const options = [...new Set([...budgets, budget])].sort((a, b) => a - b);

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (configs.length > 0) benchmarkCommands().run(configs);
      }}
    >
      <label className={styles.field}>
        {texts.method}
        <select
          className={controls.field}
          value={method}
          onChange={(event) => setMethod(chosen(event.target.value))}
        >
          {methodNames.map((name) => (
            <option key={name} value={name}>
              {names[name]}
            </option>
          ))}
          <option value="all">{texts.allMethods}</option>
        </select>
      </label>
      <label className={styles.check} title={always ? texts.alwaysCritic : undefined}>
        <input
          type="checkbox"
          checked={critic || always}
          disabled={always}
          onChange={(event) => setCritic(event.target.checked)}
        />
        {texts.withCritic}
      </label>
      <label className={styles.field}>
        {texts.seedsField}
        <input
          className={`${controls.field} ${styles.seeds}`}
          value={seedText}
          title={texts.seedsHint}
          inputMode="text"
          aria-invalid={'fault' in range}
          aria-describedby={'fault' in range ? faultId : undefined}
          onChange={(event) => setSeedText(event.target.value)}
        />
      </label>
      <label className={styles.field}>
        {texts.presetField}
        <select
          className={controls.field}
          value={preset}
          onChange={(event) => {
            const next = presetNames.find((name) => name === event.target.value) ?? 'quick';
            setPreset(next);
            setBudget(presetBudget(next));
          }}
        >
          {presetNames.map((name) => (
            <option key={name} value={name}>
              {presets[name].name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {texts.budgetField}
        <select
          className={controls.field}
          value={budget}
          onChange={(event) => setBudget(Number(event.target.value))}
        >
          {options.map((samples) => (
            <option key={samples} value={samples}>
              {formatSamples(samples)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="submit"
        className={`${controls.button} ${controls.primary}`}
        disabled={configs.length === 0}
      >
        {texts.start(configs.length)}
      </button>
      {'fault' in range && (
        <p id={faultId} className={styles.fault}>
          {describeFault(range.fault, texts.seedFaults)}
        </p>
      )}
    </form>
  );
}

function chosen(value: string): MethodName | 'all' {
  return methodNames.find((name) => name === value) ?? 'all';
}

function presetBudget(preset: PresetName): number {
  return presetConfig(preset, 'baseline').budget;
}

function describeFault(fault: SeedFault, texts: (typeof benchmarkTexts)['en']['seedFaults']) {
  switch (fault.kind) {
    case 'empty':
      return texts.empty;
    case 'form':
    case 'backwards':
      return texts[fault.kind](fault.part);
    case 'large':
    case 'many':
      return texts[fault.kind](fault.most);
  }
}
