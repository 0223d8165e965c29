import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import {
  addStroke,
  alphaOf,
  completeDrawing,
  curvePoints,
  type DrawnSpot,
} from '../../core/prediction.ts';
import { drawPrediction, type Prediction, readSpot } from '../../plots/drawPrediction.ts';
import { playCommands, playStore, type Quantity, takeDrawing } from '../../store/play.ts';
import { playTexts } from '../../texts/play.ts';
import { Canvas } from '../Canvas.tsx';
import { formatAlpha } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import styles from './DrawGame.module.css';

interface PredictionPlotProps {
  readonly quantity: Quantity;
  readonly prediction: Omit<Prediction, 'point'>;
  /** A value as screen readers say it. */
  readonly spoken: (value: number) => string;
}

/** A plot to draw in: with the pointer, or point by point with arrow keys. */
export function PredictionPlot({ quantity, prediction, spoken }: PredictionPlotProps) {
  const { draw: texts } = useTexts(playTexts);
  const [point, setPoint] = useState(0);
  const [focused, setFocused] = useState(false);
  const stroke = useRef<DrawnSpot | null>(null);
  const { drawn, range } = prediction;
  const [low, high] = range;
  const middle = (low + high) / 2;
  const value = drawn[point];

  function press(event: KeyboardEvent): void {
    const step = (high - low) / (event.shiftKey ? 10 : 40);
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: step,
      ArrowDown: -step,
      PageUp: (high - low) / 8,
      PageDown: (low - high) / 8,
    };
    const places: Readonly<Record<string, number>> = {
      ArrowRight: point + 1,
      ArrowLeft: point - 1,
      Home: 0,
      End: curvePoints - 1,
    };
    if (event.key in places) {
      setPoint(Math.min(curvePoints - 1, Math.max(0, places[event.key])));
    } else if (event.key in moves) {
      const from = value ?? completeDrawing(drawn)?.[point] ?? middle;
      const moved = value === null ? from : from + moves[event.key];
      takeDrawing(quantity, drawn.with(point, Math.min(high, Math.max(low, moved))));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      takeDrawing(quantity, drawn.with(point, null));
    } else if (event.key === 'Enter') {
      void playCommands()?.measure();
    } else return;
    event.preventDefault();
  }

  function draw(event: PointerEvent<HTMLDivElement>): void {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const { clientWidth, clientHeight } = event.currentTarget;
    const spot = readSpot(
      { width: clientWidth, height: clientHeight },
      range,
      // The projector theme zooms the page.
      ((event.clientX - left) * clientWidth) / width,
      ((event.clientY - top) * clientHeight) / height,
    );
    // The newest, for several moves may come before React renders.
    takeDrawing(
      quantity,
      addStroke(playStore.getState().draw.drawings[quantity], stroke.current, spot),
    );
    stroke.current = spot;
  }

  return (
    <div
      className={styles.plot}
      role="slider"
      tabIndex={0}
      aria-label={texts.quantities[quantity].plot}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={value ?? middle}
      aria-valuetext={texts.point(
        formatAlpha(alphaOf(point)),
        point + 1,
        curvePoints,
        value === null ? texts.nothing : spoken(value),
      )}
      onKeyDown={press}
      onFocus={({ currentTarget }) => setFocused(currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        stroke.current = null;
        draw(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) draw(event);
      }}
    >
      <Canvas
        className={styles.canvas}
        draw={(surface) =>
          drawPrediction(surface, { ...prediction, point: focused ? point : null })
        }
      />
    </div>
  );
}
