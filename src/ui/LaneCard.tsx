import { useStore } from 'zustand';
import { type Lane, laneRunConfig } from '../core/experiment.ts';
import {
  type HyperparameterSpec,
  hyperparametersOf,
  type MethodName,
  methodCatalogue,
  methodNames,
} from '../core/methodCatalogue.ts';
import {
  changeMethod,
  experimentStore,
  removeLane,
  setCritic,
  setLaneHyperparameter,
} from '../store/experiment.ts';
import { laneTexts } from '../texts/lanes.ts';
import { methodName, methodTexts } from '../texts/methods.ts';
import controls from './controls.module.css';
import { formatFixed } from './format.ts';
import { Icon } from './Icon.tsx';
import styles from './LaneCard.module.css';
import { Swatch } from './Swatch.tsx';
import { useLaneName } from './useLaneName.ts';
import { useTexts } from './useTexts.ts';

/** A lane's method, its critic and its hyperparameters: the main one open, the others folded away. */
export function LaneCard({ lane }: { readonly lane: Lane }) {
  const entry = methodCatalogue[lane.method];
  const texts = useTexts(laneTexts);
  const methods = useTexts(methodTexts);
  const summary = methods.summaries[lane.method];
  const label = useLaneName()(lane);
  const [main, ...others] = hyperparametersOf(lane.method, lane.critic);
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
      {!entry.adversarial && (
        <label className={styles.critic} title={texts.criticTitle}>
          <input
            type="checkbox"
            checked={lane.critic}
            onChange={(event) => setCritic(lane.id, event.target.checked)}
          />
          {texts.withCritic}
        </label>
      )}
      {main && <Hyperparameter lane={lane} spec={main} />}
      {others.length > 0 && (
        <details className={styles.more}>
          <summary>{texts.more}</summary>
          {others.map((spec) => (
            <Hyperparameter key={spec.name} lane={lane} spec={spec} />
          ))}
        </details>
      )}
    </li>
  );
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
