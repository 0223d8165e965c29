import { useStore } from 'zustand';
import { learnPageTexts } from '../../texts/learn/page.ts';
import controls from '../controls.module.css';
import { useTexts } from '../useTexts.ts';
import styles from './Present.module.css';
import {
  blankStore,
  fillScreen,
  openNotes,
  startPresenting,
  stopPresenting,
  toggleBlank,
} from './presenting.ts';

/** How to begin presenting; and, while presenting, what else there is to do. */
export function PresentBar({ present }: { readonly present: boolean }) {
  const { present: words } = useTexts(learnPageTexts);
  const blank = useStore(blankStore, (state) => state.blank);
  if (!present) {
    return (
      <button
        type="button"
        className={controls.button}
        title={words.startTitle}
        onClick={startPresenting}
      >
        {words.start}
      </button>
    );
  }
  return (
    <>
      <button type="button" className={controls.button} title={words.keys} onClick={openNotes}>
        {words.notes}
      </button>
      <button type="button" className={controls.button} onClick={toggleBlank}>
        {words.blank}
      </button>
      <button type="button" className={controls.button} onClick={fillScreen}>
        {words.fullScreen}
      </button>
      <button type="button" className={controls.button} onClick={stopPresenting}>
        {words.leave}
      </button>
      {blank && (
        <button type="button" className={styles.blank} onClick={toggleBlank}>
          <span className="visuallyHidden">{words.blanked}</span>
        </button>
      )}
    </>
  );
}
