import { type PointerEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type PathPoint, simplifyStroke } from '../../core/drawnPath.ts';
import type { Lane } from '../../core/experiment.ts';
import { pathNames } from '../../core/paths.ts';
import { drawLatentMap, type MapPath } from '../../plots/drawLatentMap.ts';
import { endsOf, fitFrame, type MapFrame, pointOfSpot, type Spot } from '../../plots/mapFrame.ts';
import type { Surface } from '../../plots/surface.ts';
import { changeExperiment, experimentStore } from '../../store/experiment.ts';
import type { LanePaths, LatentMap } from '../../store/latents.ts';
import { viewStore } from '../../store/view.ts';
import { endpointTexts } from '../../texts/endpoints.ts';
import { mapTexts } from '../../texts/map.ts';
import { Canvas, watch } from '../Canvas.tsx';
import { shownAlpha } from '../shownAlpha.ts';
import { useLaneName } from '../useLaneName.ts';
import { useSize } from '../useSize.ts';
import { useTexts } from '../useTexts.ts';
import styles from './MapPanel.module.css';
import { PathPoints } from './PathPoints.tsx';

interface LatentMapFigureProps {
  readonly lane: Lane;
  readonly map: LatentMap;
  readonly paths: LanePaths;
}

/** Room for names beside the outermost latents, pixels. */
const margin = 30;

/** The map itself. A drag across it draws a path; the path's points are moved on their own. */
export function LatentMapFigure({ lane, map, paths }: LatentMapFigureProps) {
  const texts = useTexts(mapTexts);
  const { paths: pathTexts } = useTexts(endpointTexts);
  const nameOf = useLaneName();
  const path = useStore(experimentStore, (experiment) => experiment.path);
  const points = useStore(experimentStore, (experiment) => experiment.points);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const [stroke, setStroke] = useState<readonly Spot[]>([]);
  const [held, setHeld] = useState<MapFrame | null>(null);
  const [watches] = useState(() => [
    watch(viewStore, ({ hoverAlpha }) => hoverAlpha),
    watch(experimentStore, ({ alpha }) => alpha),
  ]);
  const { straight, spherical } = paths.paths;
  const fitted = fitFrame(shownPositions(), width, height, margin);
  // The map holds still under the pointer, and fits itself to the path when it is let go.
  const frame = held ?? fitted;
  const ends = endsOf(frame, straight.trace);

  function shownPositions(): number[] {
    const found = [
      straight,
      spherical,
      paths.geodesic,
      path === 'drawn' ? paths.paths.drawn : null,
    ];
    return [...map.positions, ...found.flatMap((each) => each?.trace ?? [])];
  }

  function draw(surface: Surface): void {
    const { angles, positions } = map;
    const alpha = shownAlpha();
    drawLatentMap(surface, { frame, angles, positions, paths: mapPaths(), alpha, stroke });
  }

  function mapPaths(): MapPath[] {
    return pathNames.flatMap((name) => {
      const numbers = name === 'geodesic' ? paths.geodesic : paths.paths[name];
      // A path that is not drawn yet lies under the straight one.
      if (!numbers || (name === 'drawn' && points.length === 0 && path !== name)) return [];
      return { name, trace: numbers.trace, snapped: numbers.snapped, selected: name === path };
    });
  }

  function spotUnder(event: PointerEvent<HTMLElement>): Spot {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function follow(event: PointerEvent<HTMLElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const longer = [...stroke, spotUnder(event)];
    setStroke(longer);
    const told = longer.map((spot) => pointOfSpot(ends, spot));
    if (longer.length > 4 && told.every((point): point is PathPoint => point !== null)) {
      changeExperiment({ path: 'drawn', points: simplifyStroke(told) });
    }
  }

  return (
    <div
      ref={box}
      className={styles.map}
      onPointerDownCapture={() => setHeld(fitted)}
      onLostPointerCapture={() => setHeld(null)}
    >
      <div
        className={styles.drawing}
        title={texts.drawHint}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStroke([spotUnder(event)]);
        }}
        onPointerMove={follow}
        onLostPointerCapture={() => setStroke([])}
      >
        <Canvas
          className={styles.canvas}
          plot="map"
          label={texts.label(nameOf(lane), pathTexts[path].name)}
          draw={draw}
          watches={watches}
        />
      </div>
      {path === 'drawn' && stroke.length === 0 && width > 0 && (
        <PathPoints ends={ends} width={width} height={height} />
      )}
    </div>
  );
}
