import { liveTexts } from '../texts/live.ts';
import controls from './controls.module.css';
import styles from './SkipButton.module.css';
import { useTexts } from './useTexts.ts';

/** For the keyboard: past the bar, to what the page is about. No link, for the address holds the experiment. */
export function SkipButton() {
  const texts = useTexts(liveTexts);
  return (
    <button type="button" className={`${controls.button} ${styles.skip}`} onClick={skip}>
      {texts.skip}
    </button>
  );
}

function skip(): void {
  const main = document.querySelector('main');
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
}
