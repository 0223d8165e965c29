import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import controls from './controls.module.css';
import styles from './Popover.module.css';

interface PopoverProps {
  /** What the button shows. */
  readonly button: ReactNode;
  /** The button's name where what it shows is no text, and the panel's name. */
  readonly label: string;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A button that opens a panel below it; Escape, or a press or the focus outside, closes it. */
export function Popover({ button, label, title, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const panelId = useId();

  useEffect(() => {
    if (!open) return;
    function pressed(event: PointerEvent): void {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    }
    function moved(event: FocusEvent): void {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    }
    function typed(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return;
      setOpen(false);
      trigger.current?.focus();
    }
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('focusin', moved);
    document.addEventListener('keydown', typed);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('focusin', moved);
      document.removeEventListener('keydown', typed);
    };
  }, [open]);

  return (
    <div ref={root} className={styles.root}>
      <button
        ref={trigger}
        type="button"
        className={controls.button}
        aria-expanded={open}
        aria-controls={panelId}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      <section id={panelId} className={styles.panel} aria-label={label} hidden={!open} data-popover>
        {open && children}
      </section>
    </div>
  );
}
