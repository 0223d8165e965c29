/** A stop of the Learn page, as data: what is on the page, what is asked, and what its links do. */
import type { ControlName } from '../core/controls.ts';
import type { Experiment, Game, Page } from '../core/experiment.ts';
import type { Players } from '../core/lossCatalogue.ts';
import type { HyperparameterName, MethodName } from '../core/methodCatalogue.ts';
import type { StopName } from '../core/stops.ts';
import type { StopTexts } from '../texts/learn/stopTexts.ts';
import type { Texts } from '../texts/texts.ts';

/** Something that a link in the text, or a reveal, does to the page. */
export type Deed =
  | { readonly kind: 'alpha'; readonly alpha: number }
  | { readonly kind: 'endpoints'; readonly angle1: number; readonly angle2: number }
  | { readonly kind: 'swap' | 'swing' | 'train' }
  | { readonly kind: 'select'; readonly method: MethodName }
  | { readonly kind: 'slowMotion'; readonly players: Players }
  | { readonly kind: 'page'; readonly page: Page }
  /** One of the Play page, with these lanes, or those of the stop. */
  | { readonly kind: 'game'; readonly game: Game; readonly lanes?: readonly LaneWish[] }
  | {
      readonly kind: 'hyperparameter';
      readonly method: MethodName;
      readonly name: HyperparameterName;
      readonly value: number;
    };

export interface LaneWish {
  readonly method: MethodName;
  /** One that the method does not have by itself. */
  readonly critic?: boolean;
}

export interface Stop {
  readonly name: StopName;
  readonly lanes: readonly LaneWish[];
  readonly setting: Partial<Pick<Experiment, 'endpoints' | 'alpha' | 'path'>>;
  /** Parts of the page; all others are hidden. */
  readonly shown: readonly ControlName[];
  /** The same, once the answer is revealed. */
  readonly revealed: readonly ControlName[];
  /** Index of the right choice; null where there is none. */
  readonly answer: number | null;
  readonly onReveal: readonly Deed[];
  /** By the names that the text's links use. */
  readonly deeds: Readonly<Record<string, Deed>>;
  readonly texts: Texts<StopTexts>;
}
