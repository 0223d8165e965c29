import { useEffect } from 'react';
import { useStore } from 'zustand';
import { playStore } from '../../store/play.ts';
import { CriticResult } from './CriticResult.tsx';
import { CriticRound } from './CriticRound.tsx';
import { CriticSetup } from './CriticSetup.tsx';
import { followKeys } from './criticKeys.ts';

/** The people guess α, as a critic does. */
export function CriticGame() {
  const phase = useStore(playStore, ({ critic }) => critic.phase);
  useEffect(followKeys, []);
  if (phase === 'setup' || phase === 'dealing') return <CriticSetup />;
  return phase === 'over' ? <CriticResult /> : <CriticRound />;
}
