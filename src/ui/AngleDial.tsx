import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useStore } from 'zustand';
import { fullTurn, wrapAngle } from '../core/angles.ts';
import type { Endpoints } from '../core/experiment.ts';
import { dialAngle, drawDial } from '../plots/drawDial.ts';
import { pictureBoard } from '../plots/pictureBoard.ts';
import { createPixelSheet } from '../plots/pixelSheet.ts';
import type { Surface } from '../plots/surface.ts';
import { experimentStore, setEndpoints } from '../store/experiment.ts';
import { viewStore } from '../store/view.ts';
import { endpointTexts } from '../texts/endpoints.ts';
import styles from './AngleDial.module.css';
import { Canvas, watch } from './Canvas.tsx';
import { formatDegrees } from './format.ts';
import { useTexts } from './useTexts.ts';

interface AngleDialProps {
  readonly angleName: keyof Endpoints;
  /** Its row on the picture board. */
  readonly row: 'x1' | 'x2';
  /** As on screen: x₂ or x₁. */
  readonly name: string;
  readonly alpha: 0 | 1;
}

const degree = Math.PI / 180;
const keySteps: Readonly<Record<string, number>> = {
  ArrowUp: degree,
  ArrowRight: degree,
  ArrowDown: -degree,
  ArrowLeft: -degree,
  PageUp: 15 * degree,
  PageDown: -15 * degree,
};

/** One end of the path: its picture, and its line turned by dragging or by keys. */
export function AngleDial({ angleName, row, name, alpha }: AngleDialProps) {
  const angle = useStore(experimentStore, ({ endpoints }) => endpoints[angleName]);
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [watch(viewStore, ({ frames }) => frames)]);
  const texts = useTexts(endpointTexts);
  const degrees = Math.round(angle / degree) % 360;

  function draw(surface: Surface): void {
    const picture = pictureBoard.frame(row);
    if (picture) sheet.show(picture);
    drawDial(surface, picture && sheet, experimentStore.getState().endpoints[angleName]);
  }

  function point(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const turned = dialAngle(event.clientX - box.left, event.clientY - box.top, box.width);
    setEndpoints({ [angleName]: turned });
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'Home') setEndpoints({ [angleName]: 0 });
    else if (key === 'End') setEndpoints({ [angleName]: fullTurn - degree });
    else if (keySteps[key]) setEndpoints({ [angleName]: wrapAngle(angle + keySteps[key]) });
    else return;
    event.preventDefault();
  }

  return (
    <figure className={styles.dial}>
      <div
        className={styles.picture}
        role="slider"
        tabIndex={0}
        aria-label={texts.angleOf(name)}
        aria-valuemin={0}
        aria-valuemax={359}
        aria-valuenow={degrees}
        aria-valuetext={texts.degrees(degrees)}
        title={texts.dragToTurn(name)}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event);
        }}
      >
        <Canvas className={styles.canvas} draw={draw} watches={watches} />
      </div>
      <figcaption className={styles.caption}>
        <strong>{name}</strong> <span>α = {alpha}</span> <span>{formatDegrees(angle)}</span>
      </figcaption>
    </figure>
  );
}
