/** Keys of the Learn page; what has the focus and needs a key itself keeps it. */
import { stopNames } from '../../core/stops.ts';
import { experimentStore } from '../../store/experiment.ts';
import { answerOf, setAnswer } from './answers.ts';
import { reveal, walk } from './visit.ts';

export type StopAction = 'back' | 'on' | 'reveal' | 0 | 1 | 2;

const actions: Readonly<Record<string, StopAction>> = {
  ArrowLeft: 'back',
  ArrowRight: 'on',
  r: 'reveal',
  R: 'reveal',
  '1': 0,
  '2': 1,
  '3': 2,
};

/** A clicker's keys; while presenting they never move a slider. */
const clickerActions: Readonly<Record<string, StopAction>> = { PageUp: 'back', PageDown: 'on' };

export function actionOf(key: string, presenting: boolean): StopAction | null {
  return actions[key] ?? (presenting ? clickerActions[key] : undefined) ?? null;
}

export function act(action: StopAction): void {
  const stop = experimentStore.getState().stop ?? stopNames[0];
  const { choice, revealed } = answerOf(stop);
  if (action === 'back') walk(-1);
  else if (action === 'on') walk(1);
  else if (action === 'reveal') {
    if (choice !== null && !revealed) reveal(stop);
  } else if (!revealed) setAnswer(stop, { choice: action });
}

const keepsKeys = 'input, select, textarea, [role="slider"], [contenteditable]';

export function followKeys(): () => void {
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const clicked = event.key in clickerActions;
    const kept = event.target instanceof Element && event.target.closest(keepsKeys) !== null;
    if (kept && !clicked) return;
    const action = actionOf(event.key, experimentStore.getState().present);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    act(action);
  }
  // Before the slider sees it.
  document.addEventListener('keydown', pressed, { capture: true });
  return () => document.removeEventListener('keydown', pressed, { capture: true });
}
