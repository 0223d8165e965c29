/** The two games of the Play page: what is hidden, what was guessed or drawn, and what came of it. */
import { createStore } from 'zustand/vanilla';
import { constantGuess, type JudgedMix, nearestAlpha } from '../core/criticGame.ts';
import type { Lane } from '../core/experiment.ts';
import { type Drawing, emptyDrawing } from '../core/prediction.ts';

export type CriticPhase = 'setup' | 'dealing' | 'guessing' | 'revealed' | 'over';

export interface CriticGame {
  readonly phase: CriticPhase;
  /** Which game: the same number deals the same rounds. */
  readonly number: number;
  /** Rounds of each lane. */
  readonly perLane: number;
  /** Whether several people guess before the truth is shown. */
  readonly room: boolean;
  /** Ids of lanes that do not take part. */
  readonly leftOut: readonly string[];
  /** Of the game under way, as they were when it was dealt. */
  readonly lanes: readonly Lane[];
  /** The i-th picture is on the picture board as `mixRow(i)`. */
  readonly rounds: readonly JudgedMix[];
  readonly current: number;
  /** Where the slider stands. */
  readonly guess: number;
}

/** A lane's curve between two lines, on the points of a drawing. */
export interface MeasuredCurves {
  /** Radians, from the angle of x₂ on. */
  readonly angles: readonly number[];
  readonly idealAngles: readonly number[];
  readonly distances: readonly number[];
  readonly idealDistances: readonly number[];
  readonly crossfadeDistances: readonly number[];
}

export const quantities = ['distance', 'angle'] as const;

export type Quantity = (typeof quantities)[number];

/** Mean absolute errors; null for what was not drawn. */
export type DrawScore = Readonly<Record<Quantity, number | null>>;

export interface DrawGame {
  readonly phase: 'drawing' | 'measuring' | 'revealed';
  /** Pairs that were dealt; the first is the one on the page. */
  readonly pair: number;
  /** Radians; the distance as it is measured. */
  readonly drawings: Readonly<Record<Quantity, Drawing>>;
  readonly measured: MeasuredCurves | null;
  /** Of this visit, the newest last. */
  readonly scores: readonly DrawScore[];
}

export interface PlayState {
  readonly critic: CriticGame;
  readonly draw: DrawGame;
}

const noDrawings = { distance: emptyDrawing, angle: emptyDrawing } as const;

export const playStore = createStore<PlayState>(() => ({
  critic: {
    phase: 'setup',
    number: 1,
    perLane: 3,
    room: false,
    leftOut: [],
    lanes: [],
    rounds: [],
    current: 0,
    guess: constantGuess,
  },
  draw: { phase: 'drawing', pair: 0, drawings: noDrawings, measured: null, scores: [] },
}));

/** Where the picture board has the mix of a round. */
export function mixRow(round: number): string {
  return `play ${round}`;
}

export function endRow(round: number, end: 'x1' | 'x2'): string {
  return `play ${round} ${end}`;
}

/** Where it has the strips behind the measured curves. */
export const measuredRow = { lane: 'play measured', ideal: 'play ideal' } as const;

export function changeCritic(change: Partial<CriticGame>): void {
  playStore.setState(({ critic }) => ({ critic: { ...critic, ...change } }));
}

export function changeDraw(change: Partial<DrawGame>): void {
  playStore.setState(({ draw }) => ({ draw: { ...draw, ...change } }));
}

export function setGuess(guess: number): void {
  changeCritic({ guess: nearestAlpha(guess) });
}

/** Takes what the slider says as a guess of one of the people; while the truth is hidden. */
export function addGuess(): void {
  const { phase, guess, rounds, current } = playStore.getState().critic;
  if (phase !== 'guessing') return;
  const { guesses, ...mix } = rounds[current];
  const audience = [...guesses.audience, guess];
  changeCritic({ rounds: rounds.with(current, { ...mix, guesses: { ...guesses, audience } }) });
}

/** Takes the last guess back. */
export function dropGuess(): void {
  const { phase, rounds, current } = playStore.getState().critic;
  if (phase !== 'guessing') return;
  const { guesses, ...mix } = rounds[current];
  const audience = guesses.audience.slice(0, -1);
  changeCritic({ rounds: rounds.with(current, { ...mix, guesses: { ...guesses, audience } }) });
}

/** Shows the truth, once somebody has guessed. */
export function revealTruth(): void {
  const { phase, rounds, current } = playStore.getState().critic;
  if (phase === 'guessing' && rounds[current].guesses.audience.length > 0) {
    changeCritic({ phase: 'revealed' });
  }
}

/** What Enter does: one who plays alone guesses and sees the truth; a room goes on guessing. */
export function takeGuess(): void {
  addGuess();
  if (!playStore.getState().critic.room) revealTruth();
}

export function nextRound(): void {
  const { phase, rounds, current } = playStore.getState().critic;
  if (phase !== 'revealed') return;
  if (current + 1 === rounds.length) changeCritic({ phase: 'over' });
  else changeCritic({ phase: 'guessing', current: current + 1, guess: constantGuess });
}

export function leaveCritic(): void {
  changeCritic({ phase: 'setup', rounds: [], lanes: [], current: 0, guess: constantGuess });
}

export function takeDrawing(quantity: Quantity, drawing: Drawing): void {
  const { phase, drawings } = playStore.getState().draw;
  if (phase === 'drawing') changeDraw({ drawings: { ...drawings, [quantity]: drawing } });
}

/** Another lane or other lines: what was drawn was about something else. */
export function clearDrawings(): void {
  changeDraw({ phase: 'drawing', drawings: noDrawings, measured: null });
}

export interface PlayCommands {
  /** Decodes the rounds of the game of this number, and begins it. */
  deal(): Promise<void>;
  /** Measures what was to be drawn, and shows it. */
  measure(): Promise<void>;
  download(bytes: ArrayBuffer, name: string): void;
}

let provided: PlayCommands | null = null;

export function providePlay(commands: PlayCommands): void {
  provided = commands;
}

/** Null until the session has loaded what the page stands on. */
export function playCommands(): PlayCommands | null {
  return provided;
}
