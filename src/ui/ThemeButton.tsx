import { useStore } from 'zustand';
import type { Theme } from '../core/experiment.ts';
import { changeExperiment, experimentStore } from '../store/experiment.ts';
import controls from './controls.module.css';
import { Icon, type IconName } from './Icon.tsx';

const next: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };
const icons: Readonly<Record<Theme, IconName>> = { auto: 'half', light: 'sun', dark: 'moon' };
const names: Readonly<Record<Theme, string>> = {
  auto: 'as the system',
  light: 'light',
  dark: 'dark',
};

export function ThemeButton() {
  const theme = useStore(experimentStore, (experiment) => experiment.theme);
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.icon}`}
      aria-label={`Theme: ${names[theme]}`}
      title={`Theme: ${names[theme]}. Press for ${names[next[theme]]}.`}
      onClick={() => changeExperiment({ theme: next[theme] })}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
