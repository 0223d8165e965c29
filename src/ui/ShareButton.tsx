import { lazy, Suspense } from 'react';
import { topBarTexts } from '../texts/topBar.ts';
import controls from './controls.module.css';
import { Icon } from './Icon.tsx';
import { Popover } from './Popover.tsx';
import { useTexts } from './useTexts.ts';

const SharePanel = lazy(async () => ({
  default: (await import('./share/SharePanel.tsx')).SharePanel,
}));

/** All that can be taken along: a link, pictures, plots, data, the session as a file. */
export function ShareButton() {
  const texts = useTexts(topBarTexts);
  return (
    <Popover
      label={texts.share}
      title={texts.shareTitle}
      button={
        <>
          <Icon name="link" />
          <span className={controls.word}>{texts.share}</span>
        </>
      }
    >
      <Suspense fallback={<p className={controls.note}>…</p>}>
        <SharePanel />
      </Suspense>
    </Popover>
  );
}
