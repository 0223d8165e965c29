import { useStore } from 'zustand';
import { commands } from '../store/commands.ts';
import { experimentStore } from '../store/experiment.ts';
import { runsStore } from '../store/runs.ts';
import { checkpointTexts } from '../texts/checkpoints.ts';
import styles from './CheckpointMenu.module.css';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import { OpenFileButton } from './OpenFileButton.tsx';
import { Popover } from './Popover.tsx';
import { Swatch } from './Swatch.tsx';
import { useLaneName } from './useLaneName.ts';
import { useSampled } from './useSampled.ts';
import { useTexts } from './useTexts.ts';

/** Saving a lane's weights to a file, and opening such a file. */
export function CheckpointMenu() {
  const texts = useTexts(checkpointTexts);
  return (
    <Popover
      label={texts.checkpoints}
      title={texts.title}
      button={
        <>
          <Icon name="file" />
          <span className={controls.word}>{texts.button}</span>
        </>
      }
    >
      <SaveList />
      <OpenFileButton accept=".safetensors,.betwixt" label={texts.file}>
        {texts.open}
      </OpenFileButton>
      <p className={controls.note}>{texts.hint}</p>
    </Popover>
  );
}

function SaveList() {
  const texts = useTexts(checkpointTexts);
  const nameOf = useLaneName();
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
            {texts.save(nameOf(lane))}
          </button>
        </li>
      ))}
    </ul>
  );
}
