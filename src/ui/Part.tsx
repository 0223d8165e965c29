import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ControlName } from '../core/controls.ts';
import { experimentStore } from '../store/experiment.ts';
import { litStore } from '../store/lit.ts';
import styles from './Part.module.css';

interface PartProps {
  readonly name: ControlName;
  readonly children: ReactNode;
}

/** A part of the page that can be hidden, and that an equation can light. It has no box of its own. */
export function Part({ name, children }: PartProps) {
  const shown = useShown(name);
  const lit = useStore(litStore, (state) => state.lit.includes(name));
  if (!shown) return null;
  return (
    <div className={styles.part} data-part={name} data-lit={lit}>
      {children}
    </div>
  );
}

export function useShown(name: ControlName): boolean {
  return useStore(experimentStore, ({ hide }) => !hide.includes(name));
}
