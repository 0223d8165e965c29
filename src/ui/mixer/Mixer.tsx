import { useStore } from 'zustand';
import { type Lane, laneRunConfig } from '../../core/experiment.ts';
import { hyperparameters } from '../../core/methodCatalogue.ts';
import { type ObjectiveTerm, termsOf } from '../../core/objectiveTerms.ts';
import { adversaryWeightAt } from '../../core/schedule.ts';
import { experimentStore } from '../../store/experiment.ts';
import { factorOf, setFactor, toggleTerm } from '../../store/mixer.ts';
import { idleRun, type RunStatus, runsStore } from '../../store/runs.ts';
import { lossTexts } from '../../texts/losses.ts';
import { methodName, methodTexts } from '../../texts/methods.ts';
import { mixerTexts } from '../../texts/mixer.ts';
import controls from '../controls.module.css';
import { formatFixed, formatLoss, formatSamples } from '../format.ts';
import { Icon } from '../Icon.tsx';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './Mixer.module.css';

/** The terms of a lane's objective: each with its loss as it is now, its weight, and a switch to mute it. */
export function Mixer({ lane, id }: { readonly lane: Lane; readonly id: string }) {
  const texts = useTexts(mixerTexts);
  const methods = useTexts(methodTexts);
  // Without a value of the lane's own its factors are the preset's.
  useStore(experimentStore, ({ preset }) => preset);
  const run = useSampled(runsStore, ({ runs }) => runs[lane.id] ?? idleRun, 250);
  return (
    <section id={id} className={styles.mixer} aria-label={texts.panel(methodName(lane, methods))}>
      <ul className={styles.terms}>
        {termsOf(lane.method, lane.critic).map((term) => (
          <Term key={term.name} lane={lane} term={term} run={run} />
        ))}
      </ul>
      <div className={styles.sum} title={texts.objectiveTitle}>
        {texts.objective} <span>{formatLoss(run.losses.objective_ae)}</span>
      </div>
    </section>
  );
}

interface TermProps {
  readonly lane: Lane;
  readonly term: ObjectiveTerm;
  readonly run: RunStatus;
}

function Term({ lane, term, run }: TermProps) {
  const texts = useTexts(mixerTexts);
  const losses = useTexts(lossTexts);
  const methods = useTexts(methodTexts);
  const { symbol, minimum, maximum, step } = hyperparameters[term.factor];
  const name = texts.terms[term.name];
  const owner = methodName(lane, methods);
  const value = factorOf(lane, term.factor);
  const muted = value === 0;
  const perPixel = term.name === 'critic' && lane.method === 'vae' ? ` ${texts.perPixel}` : '';
  const title = `${texts.lossTitle(losses[term.loss])}.${perPixel}`;
  return (
    <li className={styles.term} data-muted={muted}>
      <span className={styles.name}>{name}</span>
      <span className={styles.loss} title={title}>
        {formatLoss(term.sign * run.losses[term.loss])}
      </span>
      <button
        type="button"
        className={`${controls.button} ${styles.mute}`}
        aria-label={(muted ? texts.unmute : texts.mute)(name, owner)}
        title={(muted ? texts.unmute : texts.mute)(name, owner)}
        onClick={() => toggleTerm(lane, term.factor)}
      >
        <Icon name={muted ? 'muted' : 'sound'} />
      </button>
      <span className={styles.symbol}>{symbol}</span>
      <input
        className={controls.range}
        type="range"
        min={minimum}
        max={maximum}
        step={step}
        value={value}
        aria-label={texts.factorOf(symbol, owner, name)}
        onChange={(event) => setFactor(lane, term.factor, event.target.valueAsNumber)}
      />
      <output className={styles.value}>{formatFixed(value, step < 0.1 ? 2 : 1)}</output>
      <Ramp lane={lane} term={term} value={value} samples={run.samples} />
    </li>
  );
}

interface RampProps {
  readonly lane: Lane;
  readonly term: ObjectiveTerm;
  readonly value: number;
  readonly samples: number;
}

/** Said while the schedule still moves the weight of an adversary's term. */
function Ramp({ lane, term, value, samples }: RampProps) {
  const texts = useTexts(mixerTexts);
  const { schedule } = laneRunConfig(experimentStore.getState(), lane);
  const until = Math.max(schedule.adversaryRamp?.to ?? 0, schedule.adversaryExcess?.samples ?? 0);
  const scheduled = term.name === 'critic' || term.name === 'adversary';
  if (!scheduled || value === 0 || samples >= until) return null;
  const now = formatFixed(adversaryWeightAt(schedule, value, samples), 2);
  return <div className={styles.ramp}>{texts.ramp(now, formatSamples(until))}</div>;
}
