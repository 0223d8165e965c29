/** Who of the two players learns, and whether in slow motion: a link in the text may say so too. */
import { createStore } from 'zustand/vanilla';
import type { Players } from '../../core/lossCatalogue.ts';

export interface PlayersState {
  readonly players: Players;
  readonly slow: boolean;
}

export const playersStore = createStore<PlayersState>(() => ({ players: 'both', slow: false }));
