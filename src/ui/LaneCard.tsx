import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { type Lane, laneRunConfig } from '../core/experiment.ts';
import {
  type HyperparameterSpec,
  hyperparametersOf,
  type MethodName,
  methodCatalogue,
  methodNames,
} from '../core/methodCatalogue.ts';
import { termsOf } from '../core/objectiveTerms.ts';
import {
  changeMethod,
  experimentStore,
  removeLane,
  setCritic,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { laneTexts } from '../texts/lanes.ts';
import { methodName, methodTexts } from '../texts/methods.ts';
import { mixerTexts } from '../texts/mixer.ts';
import controls from './controls.module.css';
import { formatFixed } from './format.ts';
import { Icon } from './Icon.tsx';
import styles from './LaneCard.module.css';
import { Mixer } from './mixer/Mixer.tsx';
import { Swatch } from './Swatch.tsx';
import { useLaneName } from './useLaneName.ts';
import { useTexts } from './useTexts.ts';

/** A lane's method, its critic and its main hyperparameter; the mixer opens on the others. */
export function LaneCard({ lane }: { readonly lane: Lane }) {
  const entry = methodCatalogue[lane.method];
  const texts = useTexts(laneTexts);
  const mixer = useTexts(mixerTexts);
  const methods = useTexts(methodTexts);
  const summary = methods.summaries[lane.method];
  const label = useLaneName()(lane);
  const [open, setOpen] = useState(false);
  const mixerId = useId();
  const settings = open ? settingsBeside(lane) : mainSetting(lane);
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <Swatch laneId={lane.id} />
        <select
          className={`${controls.field} ${styles.method}`}
          aria-label={texts.methodOf(lane.id)}
          title={summary}
          value={lane.method}
          onChange={(event) => changeMethod(lane.id, event.target.value as MethodName)}
        >
          {methodNames.map((name) => (
            <option key={name} value={name}>
              {methods.names[name]}
            </option>
          ))}
        </select>
        <button
          type="button"
          className={`${controls.button} ${controls.icon} ${styles.remove}`}
          aria-label={texts.remove(label)}
          title={texts.remove(label)}
          onClick={() => removeLane(lane.id)}
        >
          <Icon name="close" />
        </button>
      </div>
      <p className={controls.note}>{summary}</p>
      <div className={styles.actions}>
        {!entry.adversarial && (
          <button
            type="button"
            className={controls.button}
            title={lane.critic ? mixer.removeCriticTitle : mixer.addCriticTitle}
            onClick={() => setCritic(lane.id, !lane.critic)}
          >
            {lane.critic ? mixer.removeCritic : mixer.addCritic}
          </button>
        )}
        <button
          type="button"
          className={controls.button}
          aria-expanded={open}
          aria-controls={mixerId}
          title={mixer.openTitle}
          onClick={() => {
            setOpen(!open);
            viewStore.setState({ selectedLane: lane.id });
          }}
        >
          {mixer.open}
        </button>
      </div>
      {open && <Mixer id={mixerId} lane={lane} />}
      {settings.map((spec) => (
        <Hyperparameter key={spec.name} lane={lane} spec={spec} />
      ))}
    </li>
  );
}

/** What the mixer does not show. */
function settingsBeside({ method, critic }: Lane): HyperparameterSpec[] {
  const factors = termsOf(method, critic).map(({ factor }) => factor);
  return hyperparametersOf(method, critic).filter(({ name }) => !factors.includes(name));
}

/** While the mixer is closed: all that a chip of the method would have. */
function mainSetting({ method, critic }: Lane): HyperparameterSpec[] {
  const [main] = hyperparametersOf(method, critic);
  return main.name === 'reconstruction' ? [] : [main];
}

interface HyperparameterProps {
  readonly lane: Lane;
  readonly spec: HyperparameterSpec;
}

function Hyperparameter({ lane, spec }: HyperparameterProps) {
  const texts = useTexts(laneTexts);
  const methods = useTexts(methodTexts);
  const meaning = methods.hyperparameters[spec.name];
  const value = useStore(
    experimentStore,
    (experiment) => laneRunConfig(experiment, lane).hyperparameters[spec.name] ?? spec.default,
  );
  return (
    <label className={styles.hyperparameter} title={`${spec.symbol}: ${meaning}`}>
      <span className={styles.symbol}>{spec.symbol}</span>
      <input
        className={controls.range}
        type="range"
        min={spec.minimum}
        max={spec.maximum}
        step={spec.step}
        value={value}
        aria-label={texts.hyperparameterOf(spec.symbol, methodName(lane, methods), meaning)}
        onChange={(event) => setLaneHyperparameter(lane.id, spec.name, event.target.valueAsNumber)}
      />
      <output className={styles.value}>{formatValue(value, spec.step)}</output>
    </label>
  );
}

function formatValue(value: number, step: number): string {
  return formatFixed(value, Math.max(0, Math.ceil(-Math.log10(step))));
}
