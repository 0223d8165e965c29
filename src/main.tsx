import { startSession } from './session/session.ts';
import './styles/tokens.css';
import './styles/base.css';

// The session comes first: its worker and the weights are on their way while what draws the page loads.
startSession();
const { mountPage } = await import('./ui/mountPage.tsx');
mountPage(document.getElementById('root')!);
