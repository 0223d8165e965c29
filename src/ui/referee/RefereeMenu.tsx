import { useStore } from 'zustand';
import type { Lane } from '../../core/experiment.ts';
import { commands } from '../../store/commands.ts';
import { experimentStore } from '../../store/experiment.ts';
import { type RefereeStatus, refereesStore } from '../../store/referees.ts';
import { idleRun, runsStore } from '../../store/runs.ts';
import { refereeTexts } from '../../texts/referee.ts';
import controls from '../controls.module.css';
import { formatFixed, formatSamples } from '../format.ts';
import { Popover } from '../Popover.tsx';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './RefereeMenu.module.css';
import { verdictOf } from './verdictOf.ts';

/** An independent referee for each lane: asked for, at work, and what it found beside the lane's own critic. */
export function RefereeMenu() {
  const texts = useTexts(refereeTexts);
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const referees = useSampled(refereesStore, (state) => state.referees, 250);
  const found = Object.values(referees).find(({ errors }) => errors !== null)?.errors;
  return (
    <Popover button={<ButtonText referees={referees} />} label={texts.label} title={texts.title}>
      <div className={styles.menu}>
        <p className={controls.note}>{texts.explanation}</p>
        <ul className={styles.cases}>
          {lanes.map((lane) => (
            <Case key={lane.id} lane={lane} referee={referees[lane.id] ?? null} />
          ))}
        </ul>
        {found && (
          <p className={controls.note}>
            {texts.caption(String(found.mixes))}.{' '}
            {texts.trivial(formatError(found.constant), formatError(found.blind))}
          </p>
        )}
      </div>
    </Popover>
  );
}

function ButtonText({ referees }: { readonly referees: Readonly<Record<string, RefereeStatus>> }) {
  const texts = useTexts(refereeTexts);
  const running = Object.values(referees).filter(({ state }) => state === 'running');
  if (running.length === 0) return texts.button;
  const share = running.reduce((sum, { step, steps }) => sum + step / steps, 0) / running.length;
  return texts.buttonAtWork(String(Math.floor(100 * share)));
}

interface CaseProps {
  readonly lane: Lane;
  readonly referee: RefereeStatus | null;
}

function Case({ lane, referee }: CaseProps) {
  const texts = useTexts(refereeTexts);
  const name = useLaneName()(lane);
  const samples = useSampled(runsStore, ({ runs }) => (runs[lane.id] ?? idleRun).samples, 500);
  const source = useSampled(runsStore, ({ runs }) => (runs[lane.id] ?? idleRun).source, 500);
  return (
    <li className={styles.case}>
      <span className={styles.name}>
        <Swatch laneId={lane.id} /> {name}
      </span>
      {referee?.state === 'running' ? (
        <button
          type="button"
          className={controls.button}
          aria-label={texts.cancelOf(name)}
          onClick={() => commands().cancelReferee(lane.id)}
        >
          {texts.cancel}
        </button>
      ) : (
        <button
          type="button"
          className={controls.button}
          aria-label={texts.askOf(name)}
          disabled={source === 'none' || (source === 'live' && samples === 0)}
          onClick={() => commands().referee(lane.id)}
        >
          {referee ? texts.askAgain : texts.ask}
        </button>
      )}
      {referee?.state === 'running' && <Progress name={name} referee={referee} />}
      {referee?.state === 'failed' && (
        <p className={styles.remark}>{texts.failed(referee.message ?? '')}</p>
      )}
      {referee?.state === 'done' && <Finding referee={referee} samples={samples} />}
    </li>
  );
}

function Progress({ name, referee }: { readonly name: string; readonly referee: RefereeStatus }) {
  const texts = useTexts(refereeTexts);
  const { step, steps } = referee;
  return (
    <p className={styles.remark}>
      <progress aria-label={texts.progress(name)} value={step} max={steps} />{' '}
      {texts.steps(String(step), String(steps))}
    </p>
  );
}

interface FindingProps {
  readonly referee: RefereeStatus;
  /** Of the lane now. */
  readonly samples: number;
}

function Finding({ referee, samples }: FindingProps) {
  const texts = useTexts(refereeTexts);
  const { errors, steps, seed } = referee;
  if (!errors) return null;
  const judgedAt = formatSamples(referee.samples ?? 0);
  return (
    <>
      <dl className={styles.errors}>
        <dt>{texts.own}</dt>
        <dd>{errors.own === null ? texts.noCritic : formatError(errors.own)}</dd>
        <dt>{texts.referee}</dt>
        <dd>{formatError(errors.referee)}</dd>
      </dl>
      <p className={styles.verdict} title={texts.verdictTitle}>
        {texts.verdicts[verdictOf(errors)]}
      </p>
      <p className={styles.remark}>
        {texts.judged(judgedAt, String(steps), String(seed))}{' '}
        {samples !== referee.samples && (
          <strong className={styles.stale}>{texts.stale(formatSamples(samples))}</strong>
        )}
      </p>
    </>
  );
}

function formatError(error: number): string {
  return formatFixed(error, 4);
}
