import { useState } from 'react';
import { drawPicture } from '../../plots/drawPicture.ts';
import { drawPictureRow } from '../../plots/drawPictureRow.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import type { Surface } from '../../plots/surface.ts';
import { Canvas } from '../Canvas.tsx';

interface BoardPictureProps {
  /** On the picture board. */
  readonly row: string;
  readonly label: string;
  readonly className: string;
}

/** One picture, as large as fits. */
export function BoardPicture({ row, label, className }: BoardPictureProps) {
  const [sheet] = useState(createPixelSheet);
  function draw(surface: Surface): void {
    const picture = pictureBoard.frame(row);
    if (picture) sheet.show(picture);
    drawPicture(surface, picture && sheet);
  }
  return <Canvas className={className} label={label} draw={draw} />;
}

/** A whole strip, without a cursor. */
export function BoardStrip({ row, label, className }: BoardPictureProps) {
  const [sheet] = useState(createPixelSheet);
  function draw(surface: Surface): void {
    const picture = pictureBoard.strip(row);
    if (!picture) return;
    sheet.show(picture);
    drawPictureRow(surface, sheet, picture.count);
  }
  return <Canvas className={className} label={label} draw={draw} />;
}
