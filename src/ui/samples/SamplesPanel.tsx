import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../../core/experiment.ts';
import { maximumLanes } from '../../core/experiment.ts';
import { methodCatalogue } from '../../core/methodCatalogue.ts';
import { sampleSources } from '../../core/sampleSource.ts';
import { addLaneAs, experimentStore } from '../../store/experiment.ts';
import { comparedLanes, latentsStore, look } from '../../store/latents.ts';
import { viewStore } from '../../store/view.ts';
import { sampleTexts } from '../../texts/samples.ts';
import controls from '../controls.module.css';
import { formatDistance } from '../format.ts';
import { useLaneName } from '../useLaneName.ts';
import { useTexts } from '../useTexts.ts';
import { LaneSamples } from './LaneSamples.tsx';
import styles from './SamplesPanel.module.css';

/** Images that nobody encoded: how good they are, and whether a critic makes them better. */
export function SamplesPanel() {
  useEffect(() => look('samples'), []);
  const texts = useTexts(sampleTexts);
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const selected = useStore(viewStore, (view) => view.selectedLane);
  const source = useStore(latentsStore, (latents) => latents.source);
  const compared = comparedLanes(lanes, selected);
  const matched = compared.every(({ method }) => method === 'vae' || method === 'aae');
  return (
    <section className={`${controls.panel} ${styles.panel}`} aria-labelledby="samples-heading">
      <h2 id="samples-heading" className={controls.heading}>
        {texts.heading}
      </h2>
      <SourceChoice />
      {compared.length === 2 && <Verdict without={compared[0]} carrying={compared[1]} />}
      <div className={styles.lanes}>
        {compared.map((lane) => (
          <LaneSamples key={lane.id} lane={lane} />
        ))}
        {source === 'prior' && !matched && <p className={controls.note}>{texts.unmatchedPrior}</p>}
        <Comparison compared={compared} full={lanes.length >= maximumLanes} />
      </div>
    </section>
  );
}

function SourceChoice() {
  const texts = useTexts(sampleTexts);
  const source = useStore(latentsStore, (latents) => latents.source);
  return (
    <div className={styles.choice}>
      <fieldset className={styles.sources}>
        <legend className="visuallyHidden">{texts.source}</legend>
        {sampleSources.map((name) => (
          <button
            key={name}
            type="button"
            className={controls.button}
            aria-pressed={name === source}
            title={texts.sources[name].title}
            onClick={() => latentsStore.setState({ source: name })}
          >
            {texts.sources[name].name}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className={controls.button}
        title={texts.againTitle}
        onClick={() => latentsStore.setState(({ draw }) => ({ draw: draw + 1 }))}
      >
        {texts.again}
      </button>
    </div>
  );
}

interface ComparisonProps {
  readonly compared: readonly Lane[];
  readonly full: boolean;
}

/** The open question: with the critic against without, or the way to ask it. */
function Comparison({ compared, full }: ComparisonProps) {
  const texts = useTexts(sampleTexts);
  const nameOf = useLaneName();
  const [without, carrying] = compared;
  if (!without || (!carrying && methodCatalogue[without.method].adversarial)) return null;
  if (carrying) return <p className={controls.note}>{texts.question}</p>;
  const other = { ...without, critic: !without.critic };
  return (
    <>
      <p className={controls.note}>{texts.question}</p>
      <button
        type="button"
        className={controls.button}
        disabled={full}
        onClick={() => addLaneAs(other)}
      >
        {texts.compare(nameOf(other))}
      </button>
    </>
  );
}

/** The difference of the two means, with its standard error; within two of them nothing is claimed. */
function Verdict({ without, carrying }: { readonly without: Lane; readonly carrying: Lane }) {
  const texts = useTexts(sampleTexts);
  const nameOf = useLaneName();
  const samples = useStore(latentsStore, (latents) => latents.samples);
  const [a, b] = [samples[without.id], samples[carrying.id]];
  if (!a || !b || a.source !== b.source) return null;
  const difference = a.meanDistance - b.meanDistance;
  const error = Math.hypot(a.standardError, b.standardError);
  const by = formatDistance(Math.abs(difference));
  const told = formatDistance(error);
  const clear = Math.abs(difference) > 2 * error;
  const say = difference > 0 ? texts.nearer : texts.farther;
  return (
    <p className={styles.verdict} aria-live="polite">
      {clear ? say(nameOf(carrying), by, told) : texts.undecided(by, told)}
    </p>
  );
}
