import { useStore } from 'zustand';
import { stopNames } from '../core/stops.ts';
import { experimentStore, openPage } from '../store/experiment.ts';
import { controlTexts } from '../texts/controls.ts';
import controls from './controls.module.css';
import { useTexts } from './useTexts.ts';

/** From exploring freely back to where the talk stood. */
export function BackToStop() {
  const stop = useStore(experimentStore, (experiment) => experiment.stop);
  const away = useStore(experimentStore, ({ page }) => page !== 'learn');
  const texts = useTexts(controlTexts);
  if (!stop || !away) return null;
  return (
    <button type="button" className={controls.button} onClick={() => openPage('learn')}>
      ↩ {texts.backToStop(stopNames.indexOf(stop) + 1)}
    </button>
  );
}
