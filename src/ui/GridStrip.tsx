import { type PointerEvent, useState } from 'react';
import { drawStrip } from '../plots/drawStrip.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { createPixelSheet } from '../plots/pixelSheet.ts';
import { alphaAt, outerColumns } from '../plots/stripGeometry.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore, setAlpha } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { stopAutoplay } from './autoplay.ts';
import { Canvas, watch } from './Canvas.tsx';
import styles from './GridStrip.module.css';
import { shownAlpha } from './shownAlpha.ts';

interface GridStripProps {
  readonly row: string;
  readonly label: string;
  /** Those beyond the ends included. */
  readonly columns: number;
}

/** The images of a row. Hovering previews the α under the pointer, a press keeps it. */
export function GridStrip({ row, label, columns }: GridStripProps) {
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [
    watch(viewStore, ({ strips }) => strips[row]),
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(experimentStore, ({ alpha }) => alpha),
  ]);

  function draw(surface: Surface): void {
    const picture = pictureBoard.strip(row);
    if (picture) sheet.show(picture);
    const count = picture?.count ?? columns;
    // The pictures that are there may be those of before extrapolation was switched.
    const outer = count === columns && isBeyond() ? outerColumns : 0;
    drawStrip(surface, picture && sheet, count, shownAlpha(), outer);
  }

  function alphaUnder(event: PointerEvent<HTMLElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    return alphaAt(event.clientX - box.left, columns, box.width, isBeyond() ? outerColumns : 0);
  }

  return (
    <div
      className={styles.strip}
      onPointerMove={(event) => {
        if (event.pointerType === 'touch') return;
        viewStore.setState({ hoverAlpha: alphaUnder(event) });
        if (event.buttons === 1) setAlpha(alphaUnder(event));
      }}
      onPointerLeave={() => viewStore.setState({ hoverAlpha: null })}
      onPointerDown={(event) => {
        stopAutoplay();
        setAlpha(alphaUnder(event));
      }}
    >
      <Canvas className={styles.canvas} label={label} draw={draw} watches={watches} />
    </div>
  );
}

function isBeyond(): boolean {
  return experimentStore.getState().beyond;
}
