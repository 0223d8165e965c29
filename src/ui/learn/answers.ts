/** What was predicted at each stop, and whether the answer is out; kept while the tab is open. */
import { createStore } from 'zustand/vanilla';
import { type StopName, stopNames } from '../../core/stops.ts';

export interface Answer {
  /** Index of the choice. */
  readonly choice: number | null;
  readonly revealed: boolean;
}

export type Answers = Readonly<Partial<Record<StopName, Answer>>>;

export const noAnswer: Answer = { choice: null, revealed: false };

const storageName = 'betwixt-answers';

export const answersStore = createStore<{ readonly answers: Answers }>(() => ({
  answers: readAnswers(storage()?.getItem(storageName) ?? null),
}));

export function answerOf(stop: StopName): Answer {
  return answersStore.getState().answers[stop] ?? noAnswer;
}

export function setAnswer(stop: StopName, change: Partial<Answer>): void {
  const answers = { ...answersStore.getState().answers, [stop]: { ...answerOf(stop), ...change } };
  answersStore.setState({ answers });
  storage()?.setItem(storageName, JSON.stringify(answers));
}

/** Whatever was stored; nothing where it is not what `setAnswer` writes. */
export function readAnswers(text: string | null): Answers {
  const stored = parse(text);
  if (typeof stored !== 'object' || stored === null) return {};
  const answers: Partial<Record<StopName, Answer>> = {};
  for (const [name, value] of Object.entries(stored)) {
    const stop = stopNames.find((known) => known === name);
    const { choice, revealed } = { ...value } as Partial<Record<string, unknown>>;
    if (!stop) continue;
    const sound = typeof choice === 'number' && [0, 1, 2].includes(choice);
    answers[stop] = { choice: sound ? choice : null, revealed: revealed === true };
  }
  return answers;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Null where the browser keeps nothing for this page. */
function storage(): Storage | null {
  try {
    return typeof sessionStorage === 'undefined' ? null : sessionStorage;
  } catch {
    return null;
  }
}
