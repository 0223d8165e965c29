import { useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { type Drawing, scheduler } from '../plots/scheduler.ts';
import { prepareSurface, type Surface } from '../plots/surface.ts';
import { pageTheme } from '../plots/theme.ts';
import { offerPlot, type PlotName } from './shownPlots.ts';

/** Calls back when what it watches changed; returns how to stop. */
export type Watch = (changed: () => void) => () => void;

export function watch<S, V>(store: StoreApi<S>, select: (state: S) => V): Watch {
  return (changed) =>
    store.subscribe((now, before) => {
      if (select(now) !== select(before)) changed();
    });
}

interface CanvasProps {
  /** Paints the whole canvas from the newest state; called at most once a frame. */
  readonly draw: (surface: Surface) => void;
  /** Asks for a redraw without rendering React; constant for the life of the canvas. */
  readonly watches?: readonly Watch[];
  /** What a screen reader says; without one the canvas is decoration. */
  readonly label?: string;
  readonly className?: string;
  /** What it can be taken along as; constant for the life of the canvas. */
  readonly plot?: PlotName;
}

/** A canvas that the page's one scheduler draws: after a render, a resize, or a change it watches. */
export function Canvas({ draw, watches, label, className, plot }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  const drawing = useRef<Drawing | null>(null);
  const watched = useRef(watches);
  latest.current = draw;

  useEffect(() => {
    const element = canvas.current!;
    const added = scheduler.add(() => {
      const surface = prepareSurface(element, pageTheme());
      if (surface) latest.current(surface);
    });
    drawing.current = added;
    const resized = new ResizeObserver(() => added.invalidate());
    resized.observe(element);
    const stops = (watched.current ?? []).map((start) => start(added.invalidate));
    return () => {
      resized.disconnect();
      for (const stop of stops) stop();
      added.remove();
    };
  }, []);

  useEffect(() => drawing.current?.invalidate());

  useEffect(() => {
    if (!plot) return;
    return offerPlot(plot, () => {
      const { clientWidth: widthPx, clientHeight: heightPx } = canvas.current!;
      return { widthPx, heightPx, draw: latest.current };
    });
  }, [plot]);

  return (
    <canvas
      ref={canvas}
      className={className}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    />
  );
}
