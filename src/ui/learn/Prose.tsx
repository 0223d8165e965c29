import { useStore } from 'zustand';
import type { MethodName } from '../../core/methodCatalogue.ts';
import { paperClassifierTable } from '../../core/paperClassifierTable.ts';
import { crossfadeResult, paperTable } from '../../core/paperTable.ts';
import { type LiveQuantity, type Piece, readMarkup } from '../../lessons/markup.ts';
import type { Deed } from '../../lessons/stop.ts';
import { experimentStore } from '../../store/experiment.ts';
import { runsStore } from '../../store/runs.ts';
import { viewStore } from '../../store/view.ts';
import { Formula } from '../equation/Formula.tsx';
import { formatAlpha, formatDistance, formatFixed, formatSmoothness, noNumber } from '../format.ts';
import { useSampled } from '../useSampled.ts';
import { perform } from './deeds.ts';
import styles from './Prose.module.css';

type Deeds = Readonly<Record<string, Deed>>;

interface ProseProps {
  readonly paragraphs: readonly string[];
  readonly deeds: Deeds;
}

/** Paragraphs whose links drive the page and whose numbers are the paper's or live. */
export function Prose({ paragraphs, deeds }: ProseProps) {
  return paragraphs.map((paragraph) => (
    <p key={paragraph} className={styles.paragraph}>
      <Sentence text={paragraph} deeds={deeds} />
    </p>
  ));
}

const noDeeds: Deeds = {};

export function Sentence({
  text,
  deeds = noDeeds,
}: {
  readonly text: string;
  readonly deeds?: Deeds;
}) {
  let at = 0;
  return readMarkup(text).map((piece) => {
    at += 1;
    return <PieceView key={at} piece={piece} deeds={deeds} />;
  });
}

function PieceView({ piece, deeds }: { readonly piece: Piece; readonly deeds: Deeds }) {
  switch (piece.kind) {
    case 'words':
      return piece.text;
    case 'tex':
      return <Formula tex={piece.tex} />;
    case 'link':
      return (
        <button type="button" className={styles.link} onClick={() => perform(deeds[piece.deed])}>
          {piece.text}
        </button>
      );
    case 'live':
      return <LiveNumber method={piece.method} quantity={piece.quantity} />;
    default:
      return <span className={styles.number}>{paperNumber(piece)}</span>;
  }
}

function paperNumber(piece: Extract<Piece, { kind: 'paper' | 'probe' | 'crossfade' }>): string {
  if (piece.kind === 'crossfade') return formatFixed(crossfadeResult.meanDistance * 1000, 1);
  if (piece.kind === 'probe') {
    const found = paperClassifierTable.find(({ name }) => name === piece.setting);
    return formatFixed(found?.accuracies[piece.method].percent ?? Number.NaN, 2);
  }
  const { meanDistance, smoothness } = paperTable[piece.method];
  return piece.quantity === 'distance'
    ? formatDistance(meanDistance)
    : formatSmoothness(smoothness);
}

interface LiveNumberProps {
  readonly method: MethodName;
  readonly quantity: LiveQuantity;
}

function LiveNumber({ method, quantity }: LiveNumberProps) {
  const id = useStore(
    experimentStore,
    ({ lanes }) => lanes.find((lane) => lane.method === method)?.id ?? '',
  );
  const evaluation = useSampled(runsStore, ({ runs }) => runs[id]?.evaluations.at(-1) ?? null);
  const guess = useSampled(viewStore, ({ frames }) => frames[id]?.guess ?? null);
  return <output className={styles.number}>{written()}</output>;

  function written(): string {
    if (quantity === 'guess') return guess === null ? noNumber : formatAlpha(guess);
    if (!evaluation) return noNumber;
    return quantity === 'distance'
      ? `${formatDistance(evaluation.meanDistance)}`
      : formatSmoothness(evaluation.smoothness);
  }
}
