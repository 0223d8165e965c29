import { useStore } from 'zustand';
import { type JudgedMix, largestAlpha } from '../../core/criticGame.ts';
import { mean } from '../../core/statistics.ts';
import { playStore } from '../../store/play.ts';
import { playTexts } from '../../texts/play.ts';
import controls from '../controls.module.css';
import { formatAlpha } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useTexts } from '../useTexts.ts';
import styles from './CriticTruth.module.css';

/** α beside what everybody said, as bars of one scale. */
export function CriticTruth({ round }: { readonly round: JudgedMix }) {
  const { critic: texts } = useTexts(playTexts);
  const nameOf = useLaneName();
  const lane = useStore(playStore, ({ critic }) =>
    critic.lanes.find(({ id }) => id === round.laneId),
  );
  const { audience, critic, referee } = round.guesses;
  const people = audience.length > 1 ? texts.meanOf(audience.length) : undefined;
  const name = lane ? nameOf(lane) : '';
  const told = audience.map(formatAlpha).join(' · ');
  return (
    <>
      <p className={styles.lane}>
        <Swatch laneId={round.laneId} /> {texts.by(name)}
      </p>
      <dl className={styles.bars}>
        <Bar kind="truth" name={texts.truth} value={round.alpha} />
        <Bar kind="audience" name={texts.judges.audience} value={mean(audience)} note={people} />
        {critic.length > 0 && (
          <Bar kind="network" name={texts.judges.critic} value={mean(critic)} />
        )}
        {referee.length > 0 && (
          <Bar kind="network" name={texts.judges.referee} value={mean(referee)} />
        )}
      </dl>
      {critic.length + referee.length === 0 && <p className={controls.note}>{texts.noCritic}</p>}
      {audience.length > 1 && <p className={controls.note}>{texts.soFar(told)}</p>}
      <p className="visuallyHidden" role="status">
        {texts.spokenTruth(formatAlpha(round.alpha), name, told)}
      </p>
    </>
  );
}

interface BarProps {
  readonly kind: 'truth' | 'audience' | 'network';
  readonly name: string;
  readonly value: number;
  readonly note?: string;
}

function Bar({ kind, name, value, note }: BarProps) {
  // A network may say anything.
  const share = Math.min(1, Math.max(0, value / largestAlpha));
  return (
    <div className={styles.row}>
      <dt>
        {name}
        {note && <span className={controls.note}> {note}</span>}
      </dt>
      <dd>
        <span className={styles.track}>
          <span className={styles.bar} data-kind={kind} style={{ width: `${100 * share}%` }} />
        </span>
        <strong className={styles.value}>{formatAlpha(value)}</strong>
      </dd>
    </div>
  );
}
