/** Which part of the page the pointer or the focus is on, for the terms that drive it. */
import { type ControlName, controlNames } from '../../core/controls.ts';
import { litStore } from '../../store/lit.ts';

let followers = 0;

function touch(event: Event): void {
  const part = event.target instanceof Element && event.target.closest('[data-part]');
  const name = part ? part.getAttribute('data-part') : null;
  const touched = controlNames.find((each): each is ControlName => each === name) ?? null;
  if (touched !== litStore.getState().touched) litStore.setState({ touched });
}

/** Listens while any equation is on the page; returns how to stop. */
export function followTouch(): () => void {
  followers += 1;
  if (followers === 1) {
    document.addEventListener('pointerover', touch);
    document.addEventListener('focusin', touch);
  }
  return () => {
    followers -= 1;
    if (followers > 0) return;
    document.removeEventListener('pointerover', touch);
    document.removeEventListener('focusin', touch);
    litStore.setState({ touched: null });
  };
}
