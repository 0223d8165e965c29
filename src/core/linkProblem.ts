/** What can be wrong with the hash of a URL; texts/link.ts says it in words. What a link says is quoted. */

export interface Range {
  readonly minimum: number;
  readonly maximum: number;
  /** Whether `maximum` itself is too much. */
  readonly below?: boolean;
}

export type LinkProblem =
  | { readonly kind: 'tooLong'; readonly length: number; readonly most: number }
  | {
      readonly kind: 'notInRange';
      readonly name: string;
      readonly value: string;
      readonly range: Range;
      readonly used: number;
    }
  | {
      readonly kind: 'notWhole';
      readonly name: string;
      readonly value: string;
      readonly range: Range;
      readonly used: number;
    }
  | {
      readonly kind: 'noOption';
      readonly name: string;
      readonly value: string;
      readonly options: readonly string[];
      readonly used: string;
    }
  | { readonly kind: 'tooManyLanes'; readonly count: number; readonly most: number }
  | { readonly kind: 'noLane' }
  | { readonly kind: 'notOnPage'; readonly names: string }
  | { readonly kind: 'tooManyPoints'; readonly count: number; readonly most: number }
  | { readonly kind: 'noPoint'; readonly value: string; readonly farthest: number }
  | { readonly kind: 'noMeaning'; readonly name: string }
  | { readonly kind: 'twice'; readonly name: string }
  | { readonly kind: 'damagedCode'; readonly part: string }
  | { readonly kind: 'noMethod'; readonly lane: string; readonly options: readonly string[] }
  | { readonly kind: 'noHyperparameter'; readonly lane: string; readonly name: string }
  | {
      readonly kind: 'hyperparameterRange';
      readonly lane: string;
      readonly name: string;
      readonly value: string;
      readonly range: Range;
    }
  | { readonly kind: 'more'; readonly count: number };
