/** What the user wrote down for a session; it travels in the session's file. */
import { createStore } from 'zustand/vanilla';

export const longestNotes = 20_000;

export const notesStore = createStore<{ readonly text: string }>(() => ({ text: '' }));

export function writeNotes(text: string): void {
  notesStore.setState({ text: text.slice(0, longestNotes) });
}
