import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startSession } from './session/session.ts';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './ui/App.tsx';

startSession();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
