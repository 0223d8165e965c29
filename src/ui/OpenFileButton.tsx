import { type ReactNode, useRef } from 'react';
import { commands } from '../store/commands.ts';
import controls from './controls.module.css';

interface Props {
  /** Endings of names, as `accept` of an input takes them. */
  readonly accept: string;
  /** What is asked for, to screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Opens a checkpoint or a session that the user chooses. */
export function OpenFileButton({ accept, label, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={controls.button} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void commands().openCheckpoint(file);
        }}
      />
    </>
  );
}
