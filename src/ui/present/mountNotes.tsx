import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { NotesApp } from './NotesApp.tsx';

/** The window of notes of the page whose channel this is, instead of a page. */
export function mountNotes(root: HTMLElement, channelId: string): void {
  createRoot(root).render(
    <StrictMode>
      <NotesApp channelId={channelId} />
    </StrictMode>,
  );
}
