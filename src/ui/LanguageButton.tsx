import { useStore } from 'zustand';
import { type Language, languages } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { pageTexts } from '../texts/pages.ts';
import controls from './controls.module.css';

/** Shows the language that a press leads to, in that language. */
export function LanguageButton() {
  const language = useStore(experimentStore, (experiment) => experiment.language);
  const next: Language = languages[(languages.indexOf(language) + 1) % languages.length];
  const label = pageTexts[language].language;
  return (
    <button
      type="button"
      lang={next}
      className={`${controls.button} ${controls.icon}`}
      aria-label={label}
      title={label}
      onClick={() => changeExperiment({ language: next })}
    >
      {next.toUpperCase()}
    </button>
  );
}
