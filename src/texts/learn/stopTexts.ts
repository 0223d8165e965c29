/**
 * What a stop says. Paragraphs may hold `$…$` (TeX), `[words](deed)` (a button that does one of the stop's
 * deeds), and numbers that are never typed in: `{paper vae distance}` from the paper's table 1, `{live vae
 * distance}` from the lane on the page; also `smoothness`, and `{live acai guess}`, the critic's at α.
 */
export interface StopTexts {
  readonly title: string;
  readonly lead: readonly string[];
  readonly question: string;
  readonly choices: readonly string[];
  readonly reveal: readonly string[];
  /** For whoever presents, in the second window: one thought a line. */
  readonly note: readonly string[];
}
