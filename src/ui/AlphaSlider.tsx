import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { snapAlpha } from '../plots/stripGeometry.ts';
import { alphaRange, experimentStore, setAlpha } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { alphaTexts } from '../texts/alpha.ts';
import { laneName, methodTexts } from '../texts/methods.ts';
import styles from './AlphaSlider.module.css';
import { stopAutoplay } from './autoplay.ts';
import { formatAlpha } from './format.ts';
import { useTexts } from './useTexts.ts';

const keySteps: Readonly<Record<string, number>> = {
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
  Home: -2,
  End: 2,
};

/**
 * So long after α moved its value in words follows what the critics say of it; later, while lanes train, it
 * keeps still, or a screen reader would not stop talking.
 */
const settlingMs = 1000;

/** α for all rows. The input is not React's: it follows the store without rendering. */
export function AlphaSlider() {
  const texts = useTexts(alphaTexts);
  const beyond = useStore(experimentStore, (experiment) => experiment.beyond);
  const { minimum, maximum } = alphaRange(beyond);
  const input = useRef<HTMLInputElement>(null);
  /** While a pointer holds the thumb, and whether Alt frees it from snapping. */
  const drag = useRef({ held: false, free: false });

  useEffect(() => {
    const slider = input.current!;
    let movedAt = performance.now();
    let last = Number.NaN;
    const follow = () => {
      const { alpha } = experimentStore.getState();
      // A drag has moved the slider itself before it moves α.
      if (alpha !== last) movedAt = performance.now();
      last = alpha;
      if (slider.value !== String(alpha)) slider.value = String(alpha);
      if (viewStore.getState().hoverAlpha !== null) return;
      if (performance.now() - movedAt < settlingMs) {
        slider.setAttribute('aria-valuetext', describeAlpha());
      }
    };
    const refresh = () => {
      movedAt = performance.now();
      follow();
    };
    refresh();
    slider.addEventListener('focus', refresh);
    const stops = [experimentStore.subscribe(follow), viewStore.subscribe(follow)];
    return () => {
      slider.removeEventListener('focus', refresh);
      for (const stop of stops) stop();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the input may take a value only now
  useEffect(() => {
    input.current!.value = String(experimentStore.getState().alpha);
  }, [beyond]);

  function slide(): void {
    const slider = input.current!;
    const { held, free } = drag.current;
    const alpha = held && !free ? snapAlpha(slider.valueAsNumber) : slider.valueAsNumber;
    setAlpha(alpha);
    slider.value = String(alpha);
  }

  function press(event: KeyboardEvent): void {
    stopAutoplay();
    const step = keySteps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setAlpha(Math.round((experimentStore.getState().alpha + step) * 100) / 100);
  }

  return (
    <div className={styles.track} data-beyond={beyond}>
      {beyond && <span className={styles.zone} data-side="left" />}
      {beyond && <span className={styles.zone} data-side="right" />}
      <input
        ref={input}
        className={styles.slider}
        type="range"
        min={minimum}
        max={maximum}
        step={0.01}
        aria-label={texts.slider}
        defaultValue={experimentStore.getState().alpha}
        onInput={slide}
        onKeyDown={press}
        onPointerDown={(event) => {
          stopAutoplay();
          drag.current = { held: true, free: event.altKey };
        }}
        onPointerMove={(event) => {
          drag.current.free = event.altKey;
        }}
        onPointerUp={() => {
          drag.current.held = false;
        }}
        onPointerCancel={() => {
          drag.current.held = false;
        }}
      />
      <span className={styles.marks} aria-hidden="true">
        <span>x₂</span>
        <span>½</span>
        <span>x₁</span>
      </span>
    </div>
  );
}

/** α in words, and what every critic says of it. */
function describeAlpha(): string {
  const { alpha, lanes, language, preset } = experimentStore.getState();
  const { frames } = viewStore.getState();
  const texts = alphaTexts[language];
  const guesses = lanes.flatMap((lane) => {
    const guess = frames[lane.id]?.guess ?? null;
    if (guess === null) return [];
    const name = laneName(lane, methodTexts[language], preset);
    return [texts.criticGuesses(name, formatAlpha(guess))];
  });
  return [texts.value(formatAlpha(alpha)), ...guesses].join('; ');
}
