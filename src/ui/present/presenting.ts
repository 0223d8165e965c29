/** Presenting: full screen, a blank screen, and the window of notes. */
import { createStore } from 'zustand/vanilla';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import { notify } from '../../store/view.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import { ownChannelId } from './notesChannel.ts';

export const blankStore = createStore<{ readonly blank: boolean }>(() => ({ blank: false }));

export function toggleBlank(): void {
  blankStore.setState(({ blank }) => ({ blank: !blank }));
}

export function startPresenting(): void {
  changeExperiment({ present: true });
  fillScreen();
}

export function stopPresenting(): void {
  blankStore.setState({ blank: false });
  changeExperiment({ present: false });
  if (document.fullscreenElement) void document.exitFullscreen();
}

/** Only a press of the user may do it; refused, the page is large all the same. */
export function fillScreen(): void {
  document.documentElement.requestFullscreen?.().catch(() => {});
}

export function openNotes(): void {
  const id = ownChannelId();
  const opened = window.open(`./?notes=${id}`, `betwixt-notes-${id}`, 'popup,width=900,height=700');
  if (opened) return;
  const { language } = experimentStore.getState();
  notify('warning', learnPageTexts[language].present.notesRefused);
}
