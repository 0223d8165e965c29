import { useEffect, useRef } from 'react';
import type { Experiment, Lane } from '../core/experiment.ts';
import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { liveTexts } from '../texts/live.ts';
import { createAnnouncer } from './announcer.ts';
import { autoplayStore } from './autoplay.ts';
import {
  formatAlpha,
  formatDegrees,
  formatDistance,
  formatFixed,
  formatSmoothness,
} from './format.ts';
import { useLaneName } from './useLaneName.ts';

/**
 * Tells screen readers what came of the user's last move: α, then each method's numbers. What changes by
 * itself, by training or autoplay, is not said.
 */
export function LiveSummary() {
  const output = useRef<HTMLParagraphElement>(null);
  const nameOf = useLaneName();
  const latestName = useRef(nameOf);
  latestName.current = nameOf;
  useEffect(() => {
    const announcer = createAnnouncer(
      () => summarise(experimentStore.getState(), latestName.current),
      (text) => {
        output.current!.textContent = text;
      },
    );
    const unsubscribe = experimentStore.subscribe((now, before) => {
      // There the numbers are what is to be guessed.
      if (now.page === 'play') return;
      if (moved(now, before) && !autoplayStore.getState().running) announcer.ask();
    });
    return () => {
      unsubscribe();
      announcer.stop();
    };
  }, []);
  return <p ref={output} role="status" className="visuallyHidden" data-live="summary" />;
}

function moved(now: Experiment, before: Experiment): boolean {
  return (
    now.alpha !== before.alpha || now.endpoints !== before.endpoints || now.path !== before.path
  );
}

function summarise(experiment: Experiment, nameOf: (lane: Lane) => string): string {
  const { alpha, lanes, language } = experiment;
  const texts = liveTexts[language];
  const rows = lanes.flatMap((lane) => {
    const facts = factsOf(experiment, lane.id);
    return facts.length === 0 ? [] : [texts.row(nameOf(lane), facts.join(', '))];
  });
  return `${[texts.alpha(formatAlpha(alpha)), ...rows].join('. ')}.`;
}

/** What is hidden on the page is not given away here either. */
function factsOf({ hide, language }: Experiment, laneId: string): string[] {
  const texts = liveTexts[language];
  const { frames, strips } = viewStore.getState();
  const [frame, strip] = [frames[laneId], strips[laneId]];
  const facts: string[] = [];
  if (frame && !hide.includes('angle')) facts.push(texts.angle(formatDegrees(frame.angle)));
  if (strip && !hide.includes('truth')) {
    facts.push(texts.distance(formatDistance(strip.meanDistance)));
    facts.push(texts.smoothness(formatSmoothness(strip.smoothness)));
  }
  const guess = frame?.guess ?? null;
  if (guess !== null && !hide.includes('critic')) facts.push(texts.critic(formatFixed(guess, 2)));
  return facts;
}
