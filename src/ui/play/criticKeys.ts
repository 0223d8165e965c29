/** Keys of a round, wherever the focus is; what needs a key itself keeps it. */
import { alphaStep } from '../../core/criticGame.ts';
import { nextRound, playStore, revealTruth, setGuess, takeGuess } from '../../store/play.ts';

export type CriticAction =
  | { readonly guess: number }
  | { readonly move: number }
  | 'enter'
  | 'reveal';

/** What a key does in a round; null for nothing. */
export function actionOf(key: string): CriticAction | null {
  if (/^[0-5]$/.test(key)) return { guess: Number(key) / 10 };
  if (key === 'ArrowLeft' || key === 'ArrowDown') return { move: -alphaStep };
  if (key === 'ArrowRight' || key === 'ArrowUp') return { move: alphaStep };
  if (key === 'r' || key === 'R') return 'reveal';
  return key === 'Enter' ? 'enter' : null;
}

export function act(action: CriticAction): void {
  const { phase, guess } = playStore.getState().critic;
  if (phase === 'revealed') {
    if (action === 'enter') nextRound();
  } else if (phase === 'guessing') {
    if (action === 'enter') takeGuess();
    else if (action === 'reveal') revealTruth();
    else setGuess('guess' in action ? action.guess : guess + action.move);
  }
}

/** The slider moves by itself, but for digits and Enter. */
const keepsArrows = 'input, select, textarea, [role="slider"]';
const keepsEnter = 'button, select, textarea, summary, a[href]';

export function followKeys(): () => void {
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const action = actionOf(event.key);
    const { phase } = playStore.getState().critic;
    if (action === null || !['guessing', 'revealed'].includes(phase)) return;
    const isIn = (selector: string) =>
      event.target instanceof Element && event.target.closest(selector) !== null;
    if (action === 'enter' && isIn(keepsEnter)) return;
    if (typeof action === 'object' && 'move' in action && isIn(keepsArrows)) return;
    event.preventDefault();
    act(action);
  }
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
