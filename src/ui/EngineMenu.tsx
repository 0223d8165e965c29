import { useStore } from 'zustand';
import type { EngineWish } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { type RunsState, runsStore } from '../store/runs.ts';
import { viewStore } from '../store/view.ts';
import controls from './controls.module.css';
import styles from './EngineMenu.module.css';
import { formatSamples } from './format.ts';
import { Popover } from './Popover.tsx';
import { useSampled } from './useSampled.ts';

const wishes: Readonly<Record<EngineWish, string>> = {
  auto: 'automatic: the fastest that works here',
  wasm: 'wasm: compiled, bit-reproducible',
  'wasm-relaxed': 'wasm-relaxed: faster, last bits differ by machine',
  webgpu: 'webgpu: compiled, on the graphics card',
  'tfjs-webgpu': 'tfjs-webgpu: the reference, on the graphics card',
  'tfjs-wasm': 'tfjs-wasm: the reference, on the processor',
  'tfjs-cpu': 'tfjs-cpu: the reference in plain JavaScript, slow',
};

/** Which engine trains, why that one, how fast, and the choice of another. */
export function EngineMenu() {
  const wish = useStore(experimentStore, (experiment) => experiment.engine);
  const reports = useSampled(runsStore, describeReports, 400);
  const rate = useSampled(runsStore, totalRate, 400);
  const decoding = useStore(viewStore, (view) => view.engine);
  const inUse = reports === '' ? [] : reports.split('\n').map((line) => line.split('\t'));
  const names = inUse.map(([engine]) => engine).join(', ') || decoding?.engine || wish;
  const reasons = [...new Set(inUse.map(([, why]) => why))].join(' ');
  const reason = reasons || decoding?.reason || 'It is being chosen.';
  return (
    <Popover
      label="Engine"
      title={`What trains the lanes. ${reason}`}
      button={
        <>
          <span className={styles.name}>{shorten(names)}</span>
          <span className={styles.rate}>{rate}</span>
        </>
      }
    >
      <p>
        <strong>{names}</strong>: {reason}
      </p>
      <label className={styles.choice}>
        Engine
        <select
          className={controls.field}
          value={wish}
          onChange={(event) => changeExperiment({ engine: event.target.value as EngineWish })}
        >
          {Object.entries(wishes).map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <p className={controls.note}>{rate} over all lanes that train now.</p>
    </Popover>
  );
}

/** Each engine in use with its reason, once: a string, so that it compares by value. */
function describeReports({ runs }: RunsState): string {
  const lines = Object.values(runs).flatMap(({ report }) =>
    report ? [`${report.engine}\t${report.reason}`] : [],
  );
  return [...new Set(lines)].join('\n');
}

/** "compiled WebGPU (some card)" → "compiled WebGPU": the panel has the rest. */
function shorten(description: string): string {
  return description.split(/ \(|,/)[0];
}

function totalRate({ runs }: RunsState): string {
  const training = Object.values(runs).filter(({ state }) => state === 'training');
  const rate = training.reduce((sum, run) => sum + run.samplesPerSecond, 0);
  return `${formatSamples(rate)} samples/s`;
}
