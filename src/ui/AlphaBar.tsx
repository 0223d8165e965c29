import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { experimentStore, setBeyond } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { alphaTexts } from '../texts/alpha.ts';
import styles from './AlphaBar.module.css';
import { AlphaSlider } from './AlphaSlider.tsx';
import { autoplayStore, startAutoplay, stopAutoplay } from './autoplay.ts';
import controls from './controls.module.css';
import { formatAlpha } from './format.ts';
import { Icon } from './Icon.tsx';
import { useShown } from './Part.tsx';
import { shownAlpha } from './shownAlpha.ts';
import { useMedia } from './useMedia.ts';
import { useTexts } from './useTexts.ts';

/** The slider under the strips, the α it stands at, and its autoplay. */
export function AlphaBar() {
  return (
    <div className={styles.bar}>
      <AlphaSlider />
      <AlphaText />
      <Autoplay />
    </div>
  );
}

/** The α on screen, written without rendering React: it changes every frame. */
export function AlphaText() {
  const text = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const write = () => {
      text.current!.textContent = formatAlpha(shownAlpha());
    };
    write();
    const stops = [experimentStore.subscribe(write), viewStore.subscribe(write)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <span className={styles.alpha}>
      α = <output ref={text} />
    </span>
  );
}

/** What else the pictures and the slider can show. */
function Toggles() {
  const texts = useTexts(alphaTexts);
  const overlay = useStore(viewStore, (view) => view.overlay);
  const beyond = useStore(experimentStore, (experiment) => experiment.beyond);
  const truth = useShown('truth');
  return (
    <>
      {truth && (
        <button
          type="button"
          className={`${controls.button} ${controls.icon}`}
          aria-label={texts.overlay}
          aria-pressed={overlay}
          title={texts.overlayTitle}
          onClick={() => viewStore.setState({ overlay: !overlay })}
        >
          <Icon name="overlay" />
        </button>
      )}
      <button
        type="button"
        className={`${controls.button} ${controls.icon}`}
        aria-label={texts.beyond}
        aria-pressed={beyond}
        title={texts.beyondTitle}
        onClick={() => setBeyond(!beyond)}
      >
        <Icon name="beyond" />
      </button>
    </>
  );
}

function Autoplay() {
  const texts = useTexts(alphaTexts);
  const running = useStore(autoplayStore, (autoplay) => autoplay.running);
  const reduced = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    if (reduced) stopAutoplay();
  }, [reduced]);
  return (
    <span className={styles.autoplay}>
      <button
        type="button"
        className={controls.button}
        aria-pressed={running}
        disabled={reduced}
        title={reduced ? texts.reducedMotion : texts.swingTitle}
        onClick={() => (running ? stopAutoplay() : startAutoplay())}
      >
        <Icon name="loop" />
        {texts.swing}
      </button>
      <Toggles />
      <span className={styles.formula} title={texts.formulaTitle}>
        z = α z₁ + (1 − α) z₂
      </span>
    </span>
  );
}
