import { useEffect, useState } from 'react';
import { stopNames } from '../../core/stops.ts';
import { stopOf } from '../../lessons/stops.ts';
import { changeExperiment } from '../../store/experiment.ts';
import { learnPageTexts } from '../../texts/learn/page.ts';
import controls from '../controls.module.css';
import { Sentence } from '../learn/Prose.tsx';
import { actionOf } from '../learn/stopKeys.ts';
import { useTexts } from '../useTexts.ts';
import styles from './NotesPage.module.css';
import { type NotesAction, openNotesChannel, type Showing } from './notesChannel.ts';

/** The second window: what to say at this stop, what comes next, and the same keys. */
export function NotesPage({ channelId }: { readonly channelId: string }) {
  const [showing, setShowing] = useState<Showing | null>(null);
  const [act, setAct] = useState<(action: NotesAction) => void>(() => () => {});
  const words = useTexts(learnPageTexts);

  useEffect(() => {
    const channel = openNotesChannel(channelId, (message) => {
      if (message.kind !== 'showing') return;
      const { language, theme } = message.showing;
      changeExperiment({ language, theme });
      setShowing(message.showing);
    });
    const send = (action: NotesAction) => channel.send({ kind: 'act', action });
    setAct(() => send);
    function pressed(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const blanks = event.key.toLowerCase() === 'b' || event.key === '.';
      const action = blanks ? 'blank' : actionOf(event.key, true);
      if (action === null) return;
      event.preventDefault();
      send(action);
    }
    document.addEventListener('keydown', pressed);
    channel.send({ kind: 'hello' });
    return () => {
      document.removeEventListener('keydown', pressed);
      channel.close();
    };
  }, [channelId]);

  return (
    <main className={styles.page}>
      {showing ? (
        <Notes showing={showing} act={act} />
      ) : (
        <p role="status">{words.present.waiting}</p>
      )}
    </main>
  );
}

interface NotesProps {
  readonly showing: Showing;
  readonly act: (action: NotesAction) => void;
}

function Notes({ showing, act }: NotesProps) {
  const words = useTexts(learnPageTexts);
  const { stop, choice, revealed, blank } = showing;
  const { texts, answer } = stopOf(stop);
  const here = useTexts(texts);
  const number = stopNames.indexOf(stop) + 1;
  return (
    <>
      <p className={controls.note}>
        {words.place(number, stopNames.length)}
        {blank && ` · ${words.present.blanked}`}
      </p>
      <h1 className={styles.title}>{here.title}</h1>
      <ul className={styles.notes}>
        {here.note.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2 className={styles.heading}>{words.present.question}</h2>
      <p>
        <Sentence text={here.question} />
      </p>
      <ol className={styles.choices}>
        {here.choices.map((text, index) => (
          <li key={text}>
            {text}
            {index === answer && <strong> ✓ {words.right}</strong>}
            {index === choice && <em> · {words.present.showing}</em>}
          </li>
        ))}
      </ol>
      <p className={controls.note}>{revealed ? words.revealed : words.predict}</p>
      <h2 className={styles.heading}>{words.present.nextStop}</h2>
      <NextStop number={number} />
      <div className={styles.row}>
        <button type="button" className={controls.button} onClick={() => act('back')}>
          ← {words.previous}
        </button>
        <button
          type="button"
          className={`${controls.button} ${controls.primary}`}
          onClick={() => act('on')}
        >
          {words.next} →
        </button>
        <button type="button" className={controls.button} onClick={() => act('reveal')}>
          {words.reveal} (R)
        </button>
        <button
          type="button"
          className={controls.button}
          aria-pressed={blank}
          onClick={() => act('blank')}
        >
          {words.present.blank}
        </button>
      </div>
    </>
  );
}

function NextStop({ number }: { readonly number: number }) {
  const words = useTexts(learnPageTexts);
  const { texts } = stopOf(stopNames[Math.min(number, stopNames.length - 1)]);
  const next = useTexts(texts);
  return <p>{number < stopNames.length ? next.title : words.present.lastStop}</p>;
}
