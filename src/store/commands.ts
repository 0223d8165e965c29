/**
 * What the user asks to be done now, as against what he wants to be so. The page calls these; the
 * session (src/session) provides them when it starts.
 */
import type { Players } from '../core/lossCatalogue.ts';

export type { Players };

export interface Commands {
  /** Trains every lane that is not finished. */
  play(): void;
  pause(): void;
  /** One step of every lane, or of one. */
  step(laneId?: string): void;
  /**
   * One step of the autoencoder alone, of its critic (and the AAE's adversary) alone, or of both; where
   * there is nobody on the critic's side, nothing.
   */
  stepPlayers(laneId: string, players: Players): void;
  /** Slow motion: at most so many steps a second, each shown as it is done; null ends it. */
  setPace(laneId: string, stepsPerSecond: number | null): void;
  /**
   * Trains a fresh critic, in the background, on the autoencoder that the lane shows now, which stands
   * still (store/referees.ts).
   */
  referee(laneId: string): void;
  cancelReferee(laneId: string): void;
  /** Forgets the weights of every lane, or of one, and starts anew from the seed. */
  reset(laneId?: string): void;
  /** Goes back to the lane's last good snapshot after its loss diverged. */
  restore(laneId: string): void;
  /**
   * Loads a snapshot or checkpoint file, into the lane given, else into one that fits or a new one; or a whole
   * session, which takes the place of what is on the page.
   */
  openCheckpoint(file: File, laneId?: string): Promise<void>;
  /** Offers all lanes with their weights, and the notes, as one file; `half`: small, to look at. */
  saveCapsule(half: boolean): Promise<void>;
  download(bytes: ArrayBuffer, name: string): void;
  /** Offers the lane's checkpoint as a download. */
  saveCheckpoint(laneId: string): Promise<void>;
}

let provided: Commands | null = null;

export function provideCommands(commands: Commands): void {
  provided = commands;
}

/** @throws Error when no session has started, which main.tsx rules out. */
export function commands(): Commands {
  if (!provided) throw new Error('No session has started');
  return provided;
}
