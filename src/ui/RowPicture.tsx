import { useState } from 'react';
import { drawPicture } from '../plots/drawPicture.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { createPixelSheet } from '../plots/pixelSheet.ts';
import type { Surface } from '../plots/surface.ts';
import { viewStore } from '../store/view.ts';
import { Canvas, watch } from './Canvas.tsx';

interface RowPictureProps {
  readonly row: string;
  readonly label: string;
  readonly className: string;
}

/** A row's image at α, large. */
export function RowPicture({ row, label, className }: RowPictureProps) {
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [watch(viewStore, ({ frames }) => frames[row])]);

  function draw(surface: Surface): void {
    const picture = pictureBoard.frame(row);
    if (picture) sheet.show(picture);
    drawPicture(surface, picture && sheet);
  }

  return <Canvas className={className} label={label} draw={draw} watches={watches} />;
}
