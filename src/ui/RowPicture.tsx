import { useState } from 'react';
import { idealAngle } from '../core/angles.ts';
import { drawOverlay, type OverlayLines } from '../plots/drawOverlay.ts';
import { drawPicture } from '../plots/drawPicture.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { createPixelSheet } from '../plots/pixelSheet.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { Canvas, watch } from './Canvas.tsx';
import { shownAlpha } from './shownAlpha.ts';

interface RowPictureProps {
  readonly row: string;
  readonly label: string;
  readonly className: string;
}

/** A row's image at α, large. */
export function RowPicture({ row, label, className }: RowPictureProps) {
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [
    watch(viewStore, ({ frames }) => frames[row]),
    watch(viewStore, ({ overlay }) => overlay),
    watch(experimentStore, ({ hide }) => hide),
  ]);

  function draw(surface: Surface): void {
    const picture = pictureBoard.frame(row);
    if (picture) sheet.show(picture);
    drawPicture(surface, picture && sheet);
    if (picture) drawOverlay(surface, overlayLines(row));
  }

  return <Canvas className={className} label={label} draw={draw} watches={watches} />;
}

/** What is hidden on the page is not given away here either; the ideal row is its own overlay. */
function overlayLines(row: string): OverlayLines {
  const { overlay, frames } = viewStore.getState();
  const { endpoints, hide } = experimentStore.getState();
  if (!overlay || row === 'ideal' || hide.includes('truth')) return { ideal: null, nearest: null };
  return {
    ideal: idealAngle(endpoints.angle1, endpoints.angle2, shownAlpha()),
    nearest: frames[row]?.angle ?? null,
  };
}
