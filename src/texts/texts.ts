/**
 * The words on screen. Each part of the page keeps its own beside this file, in every language; English is
 * the pattern, and the types hold the others to be as complete.
 */
import type { Language } from '../core/experiment.ts';
import { setFrenchThroughout } from './french.ts';

export type Texts<T> = Readonly<Record<Language, T>>;

/** Numbers and names go into texts by functions, since languages differ in where they stand. */
export function defineTexts<T>(en: T, fr: NoInfer<T>): Texts<T> {
  return { en, fr: setFrenchThroughout(fr) };
}
