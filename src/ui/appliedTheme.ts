/** Which theme is in force: the user's choice, else the system's. Held on the root element for CSS. */
import type { Theme } from '../core/experiment.ts';
import { scheduler } from '../plots/scheduler.ts';
import { forgetTheme } from '../plots/theme.ts';
import { experimentStore } from '../store/experiment.ts';

export function resolveTheme(theme: Theme, systemIsDark: boolean): Exclude<Theme, 'auto'> {
  if (theme === 'auto') return systemIsDark ? 'dark' : 'light';
  return theme;
}

/** Keeps the root element and the canvases on the theme in force; returns how to stop. */
export function followTheme(): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const forced = window.matchMedia('(forced-colors: active)');
  function apply(): void {
    const theme = resolveTheme(experimentStore.getState().theme, system.matches);
    if (document.documentElement.dataset.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    redraw();
  }
  function redraw(): void {
    forgetTheme();
    scheduler.invalidateAll();
  }
  apply();
  system.addEventListener('change', apply);
  forced.addEventListener('change', redraw);
  const unsubscribe = experimentStore.subscribe(apply);
  return () => {
    system.removeEventListener('change', apply);
    forced.removeEventListener('change', redraw);
    unsubscribe();
  };
}
