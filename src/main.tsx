import { startSession } from './session/session.ts';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root')!;
const notes = new URLSearchParams(window.location.search).get('notes');

if (notes === null) {
  // The session comes first: its worker and the weights are on their way while what draws the page loads.
  startSession();
  const { mountPage } = await import('./ui/mountPage.tsx');
  mountPage(root);
} else {
  // The window of notes trains and decodes nothing.
  const { mountNotes } = await import('./ui/present/mountNotes.tsx');
  mountNotes(root, notes);
}
