import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { boundPoint, type PathPoint } from '../../core/drawnPath.ts';
import { type Ends, pointOfSpot, spotOfPoint } from '../../plots/mapFrame.ts';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import { mapTexts } from '../../texts/map.ts';
import { formatFixed } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import styles from './MapPanel.module.css';

interface PathPointsProps {
  readonly ends: Ends;
  readonly width: number;
  readonly height: number;
}

/** Where the arrow keys lead on the canvas. */
const keys: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The control points of the drawn path: dragged, or moved by arrow keys. */
export function PathPoints({ ends, width, height }: PathPointsProps) {
  const texts = useTexts(mapTexts);
  const points = useStore(experimentStore, (experiment) => experiment.points);
  const list = useRef<HTMLUListElement>(null);

  function change(index: number, point: PathPoint | null): void {
    if (point) changeExperiment({ points: points.with(index, boundPoint(point)) });
  }

  function press(event: KeyboardEvent, index: number): void {
    const { key, shiftKey } = event;
    if (key === 'Delete' || key === 'Backspace') {
      changeExperiment({ points: points.toSpliced(index, 1) });
      // The focus stays on a point while there is one.
      list.current?.querySelectorAll('button')[index === 0 ? 1 : index - 1]?.focus();
    } else if (keys[key]) {
      const step = shiftKey ? 12 : 3;
      const { x, y } = spotOfPoint(ends, points[index]);
      change(index, pointOfSpot(ends, { x: x + step * keys[key].x, y: y + step * keys[key].y }));
    } else return;
    event.preventDefault();
  }

  function drag(event: PointerEvent<HTMLElement>, index: number): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !list.current) return;
    const { left, top } = list.current.getBoundingClientRect();
    change(index, pointOfSpot(ends, { x: event.clientX - left, y: event.clientY - top }));
  }

  return (
    <ul ref={list} className={styles.points}>
      {points.map((point, index) => {
        const { x, y } = spotOfPoint(ends, point);
        const told = [point.along, point.across].map((value) => formatFixed(value, 2));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place on the path
          <li key={index}>
            <button
              type="button"
              className={styles.point}
              style={{ left: within(x, width), top: within(y, height) }}
              aria-label={texts.point(index + 1, points.length, told[0], told[1])}
              title={texts.pointHelp}
              onKeyDown={(event) => press(event, index)}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => drag(event, index)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** A point that lies off the map is held at its edge. */
function within(position: number, size: number): number {
  return Math.min(size - 4, Math.max(4, position));
}
