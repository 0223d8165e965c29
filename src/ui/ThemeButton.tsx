import { useStore } from 'zustand';
import { type Theme, themes } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import { topBarTexts } from '../texts/topBar.ts';
import controls from './controls.module.css';
import { Icon, type IconName } from './Icon.tsx';
import { useTexts } from './useTexts.ts';

const icons: Readonly<Record<Theme, IconName>> = {
  auto: 'half',
  light: 'sun',
  dark: 'moon',
  projector: 'screen',
};

export function ThemeButton() {
  const theme = useStore(experimentStore, (experiment) => experiment.theme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length];
  const texts = useTexts(topBarTexts);
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.icon}`}
      aria-label={texts.theme(texts.themes[theme])}
      title={texts.themeTitle(texts.themes[theme], texts.themes[next])}
      onClick={() => changeExperiment({ theme: next })}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
