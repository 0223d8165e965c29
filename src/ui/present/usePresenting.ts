import { useEffect } from 'react';
import { stopNames } from '../../core/stops.ts';
import { experimentStore } from '../../store/experiment.ts';
import { answerOf, answersStore } from '../learn/answers.ts';
import { act } from '../learn/stopKeys.ts';
import { type NotesMessage, openNotesChannel, ownChannelId, type Showing } from './notesChannel.ts';
import { blankStore, fillScreen, openNotes, stopPresenting, toggleBlank } from './presenting.ts';

const keys: Readonly<Record<string, () => void>> = {
  b: toggleBlank,
  '.': toggleBlank,
  f: fillScreen,
  n: openNotes,
  Escape: stopPresenting,
};

/** While presenting: large type, keys, and word to the window of notes of what is on screen. */
export function usePresenting(present: boolean): void {
  useEffect(() => {
    if (!present) return;
    document.documentElement.dataset.present = 'true';
    const stops = [followKeys(), followFullScreen(), tellNotes()];
    return () => {
      delete document.documentElement.dataset.present;
      for (const stop of stops) stop();
    };
  }, [present]);
}

function followKeys(): () => void {
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    act();
  }
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

/** A browser in full screen takes Escape for itself. */
function followFullScreen(): () => void {
  function changed(): void {
    if (!document.fullscreenElement) stopPresenting();
  }
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
}

function tellNotes(): () => void {
  const channel = openNotesChannel(ownChannelId(), take);
  function take(message: NotesMessage): void {
    if (message.kind === 'hello') tell();
    if (message.kind !== 'act') return;
    if (message.action === 'blank') toggleBlank();
    else act(message.action);
  }
  const tell = () => channel.send({ kind: 'showing', showing: nowShowing() });
  tell();
  const stops = [
    experimentStore.subscribe((now, before) => {
      const { stop, language, theme } = now;
      if (stop !== before.stop || language !== before.language || theme !== before.theme) tell();
    }),
    answersStore.subscribe(tell),
    blankStore.subscribe(tell),
  ];
  return () => {
    for (const stop of stops) stop();
    channel.close();
  };
}

function nowShowing(): Showing {
  const { stop: named, language, theme } = experimentStore.getState();
  const stop = named ?? stopNames[0];
  return { stop, ...answerOf(stop), blank: blankStore.getState().blank, language, theme };
}
