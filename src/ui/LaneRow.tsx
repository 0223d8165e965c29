import { useStore } from 'zustand';
import type { Lane } from '../core/experiment.ts';
import { reconstructionLoss } from '../core/lossCatalogue.ts';
import { drawSparkline } from '../plots/drawSparkline.ts';
import { seriesOf } from '../plots/series.ts';
import { commands } from '../store/commands.ts';
import { experimentStore } from '../store/experiment.ts';
import { idleRun, type RunStatus, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import { laneTexts } from '../texts/lanes.ts';
import { pretrainedTexts } from '../texts/pretrained.ts';
import { sessionTexts } from '../texts/session.ts';
import { Canvas } from './Canvas.tsx';
import controls from './controls.module.css';
import { formatLoss, formatRate, formatSamples } from './format.ts';
import { GridRow } from './GridRow.tsx';
import styles from './LaneRow.module.css';
import { Swatch } from './Swatch.tsx';
import { useLaneName } from './useLaneName.ts';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

interface LaneRowProps {
  readonly lane: Lane;
  readonly columns: number;
}

/** A method's row: what it decodes, and how its training goes. */
export function LaneRow({ lane, columns }: LaneRowProps) {
  const run = useSampled(runsStore, ({ runs }) => runs[lane.id] ?? idleRun, 250);
  const hasStrip = useSampled(viewStore, ({ strips }) => strips[lane.id] !== undefined);
  const selected = useStore(viewStore, (view) => view.selectedLane === lane.id);
  const texts = useTexts(laneTexts);
  const label = useLaneName()(lane);
  return (
    <GridRow
      row={lane.id}
      name={label}
      columns={columns}
      evaluation={run.evaluations.at(-1) ?? null}
      heading={
        <>
          <Swatch laneId={lane.id} />
          <button
            type="button"
            className={styles.select}
            aria-pressed={selected}
            title={texts.selectTitle}
            onClick={() => viewStore.setState({ selectedLane: lane.id })}
          >
            {label}
          </button>
          <RunText run={run} />
        </>
      }
      training={<Training laneId={lane.id} run={run} />}
      overlay={
        !hasStrip && (
          <p className={styles.placeholder}>
            {run.state === 'training' || run.state === 'starting'
              ? texts.firstImages
              : texts.noWeights}
          </p>
        )
      }
      message={run.message && <Message laneId={lane.id} run={run} />}
    />
  );
}

function RunText({ run }: { readonly run: RunStatus }) {
  const texts = useTexts(laneTexts);
  const seed = useStore(experimentStore, (experiment) => experiment.seed);
  const origin = useTexts(pretrainedTexts);
  const { turns, sharing } = useTexts(sessionTexts);
  const shares = run.state === 'training' && run.sharing > 1;
  if (run.source === 'pretrained') {
    return (
      <span className={styles.state} title={origin.explained}>
        <strong className={styles.pretrained}>{origin.pretrained}</strong>
        {` · ${texts.samples(formatSamples(run.samples))}`}
        {run.seed !== null && ` · ${origin.seed(run.seed)}`}
      </span>
    );
  }
  return (
    <span
      className={styles.state}
      data-state={run.state}
      title={shares ? sharing(run.sharing - 1) : undefined}
    >
      {texts.states[run.state]}
      {run.state === 'idle' && ` · ${origin.willBeLive(seed)}`}
      {run.samples > 0 && ` · ${texts.samples(formatSamples(run.samples))}`}
      {run.state === 'training' &&
        run.samplesPerSecond > 0 &&
        ` · ${formatRate(run.samplesPerSecond)}`}
      {run.source === 'file' && ` · ${texts.fromFile}`}
      {run.source === 'live' && run.seed !== null && ` · ${origin.live(run.seed)}`}
      {shares && ` · ${turns}`}
    </span>
  );
}

function Training({ laneId, run }: { readonly laneId: string; readonly run: RunStatus }) {
  const name = reconstructionLoss in run.losses ? reconstructionLoss : Object.keys(run.losses)[0];
  if (name === undefined) return <span className={controls.note}>–</span>;
  return (
    <>
      <Canvas
        className={styles.sparkline}
        draw={(surface) =>
          drawSparkline(
            surface,
            run.lossHistory.map(({ losses }) => losses[name]),
            seriesOf(laneId),
          )
        }
      />
      <span className={styles.loss}>{formatLoss(run.losses[name])}</span>
    </>
  );
}

function Message({ laneId, run }: { readonly laneId: string; readonly run: RunStatus }) {
  const texts = useTexts(laneTexts);
  const stopped = run.state === 'diverged' || run.state === 'failed';
  return (
    <div className={styles.message} data-stopped={stopped}>
      <p>{run.message}</p>
      {stopped && run.lastGood !== null && (
        <button
          type="button"
          className={controls.button}
          onClick={() => commands().restore(laneId)}
        >
          {texts.goBack(formatSamples(run.lastGood))}
        </button>
      )}
      {stopped && run.lastGood === null && (
        <button type="button" className={controls.button} onClick={() => commands().reset(laneId)}>
          {texts.startAnew}
        </button>
      )}
    </div>
  );
}
