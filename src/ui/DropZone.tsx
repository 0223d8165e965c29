import { useEffect, useState } from 'react';
import { commands } from '../store/commands.ts';
import { checkpointTexts } from '../texts/checkpoints.ts';
import styles from './DropZone.module.css';
import { useTexts } from './useTexts.ts';

/** Takes a checkpoint file dropped anywhere on the page, and says so while one hovers over it. */
export function DropZone() {
  const texts = useTexts(checkpointTexts);
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** Entered elements minus left ones: moving between children must not flicker. */
    let depth = 0;
    function entered(event: DragEvent): void {
      if (!carriesFile(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    }
    function left(event: DragEvent): void {
      if (!carriesFile(event)) return;
      depth = Math.max(0, depth - 1);
      setOver(depth > 0);
    }
    function dropped(event: DragEvent): void {
      if (!carriesFile(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      for (const file of event.dataTransfer?.files ?? []) void commands().openCheckpoint(file);
    }
    function hovers(event: DragEvent): void {
      if (carriesFile(event)) event.preventDefault();
    }
    window.addEventListener('dragenter', entered);
    window.addEventListener('dragleave', left);
    window.addEventListener('dragover', hovers);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragenter', entered);
      window.removeEventListener('dragleave', left);
      window.removeEventListener('dragover', hovers);
      window.removeEventListener('drop', dropped);
    };
  }, []);

  return (
    <div className={styles.overlay} hidden={!over}>
      <p className={styles.text}>{texts.drop}</p>
    </div>
  );
}

function carriesFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
