import { experimentStore } from '../store/experiment.ts';
import { notify } from '../store/view.ts';
import { topBarTexts } from '../texts/topBar.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import { useTexts } from './useTexts.ts';

/** Copies the page's address, which holds the whole experiment. */
export function ShareButton() {
  const texts = useTexts(topBarTexts);
  return (
    <button
      type="button"
      className={controls.button}
      title={texts.shareTitle}
      onClick={() => void share()}
    >
      <Icon name="link" />
      <span className={controls.word}>{texts.share}</span>
    </button>
  );
}

async function share(): Promise<void> {
  const texts = topBarTexts[experimentStore.getState().language];
  try {
    await navigator.clipboard.writeText(window.location.href);
    notify('info', texts.linkCopied);
  } catch {
    notify('warning', texts.copyingRefused(window.location.href));
  }
}
