/** What an equation and the page say of each other: parts that a term drives, and the part that is pointed at. */
import { createStore } from 'zustand/vanilla';
import type { ControlName } from '../core/controls.ts';

export interface LitState {
  /** Lit because a term of an equation, or a word of a text, is pointed at. */
  readonly lit: readonly ControlName[];
  /** Where the pointer or the focus is. */
  readonly touched: ControlName | null;
}

const none: readonly ControlName[] = [];

export const litStore = createStore<LitState>(() => ({ lit: none, touched: null }));

export function light(parts: readonly ControlName[] = none): void {
  litStore.setState({ lit: parts });
}
