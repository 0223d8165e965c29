import { useRef } from 'react';
import { useStore } from 'zustand';
import { laneLabel } from '../core/experiment.ts';
import { commands } from '../store/commands.ts';
import { experimentStore } from '../store/experiment.ts';
import { runsStore } from '../store/runs.ts';
import styles from './CheckpointMenu.module.css';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import { Popover } from './Popover.tsx';
import { Swatch } from './Swatch.tsx';
import { useSampled } from './useSampled.ts';

/** Saving a lane's weights to a file, and opening such a file. */
export function CheckpointMenu() {
  return (
    <Popover
      label="Checkpoints"
      title="Save a lane’s weights to a file, or open one"
      button={
        <>
          <Icon name="file" />
          Save / Open
        </>
      }
    >
      <SaveList />
      <OpenButton />
      <p className={controls.note}>You can also drop a checkpoint file anywhere on the page.</p>
    </Popover>
  );
}

function SaveList() {
  const lanes = useStore(experimentStore, (experiment) => experiment.lanes);
  const saveable = useSampled(runsStore, ({ runs }) =>
    Object.keys(runs)
      .filter((id) => runs[id].samples > 0)
      .join(),
  );
  return (
    <ul className={styles.list}>
      {lanes.map((lane) => (
        <li key={lane.id}>
          <button
            type="button"
            className={`${controls.button} ${styles.save}`}
            disabled={!saveable.split(',').includes(lane.id)}
            onClick={() => commands().saveCheckpoint(lane.id)}
          >
            <Swatch laneId={lane.id} />
            Save {laneLabel(lane)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function OpenButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={controls.button} onClick={() => input.current?.click()}>
        Open a checkpoint file…
      </button>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        aria-label="Checkpoint file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void commands().openCheckpoint(file);
        }}
      />
    </>
  );
}
