import type { ReactElement } from 'react';
import { type Marker, seriesOf } from '../plots/series.ts';
import styles from './Swatch.module.css';

const shapes: Readonly<Record<Marker, ReactElement>> = {
  circle: <circle cx="6" cy="6" r="4.5" />,
  square: <rect x="1.5" y="1.5" width="9" height="9" />,
  triangle: <path d="M6 1 11.5 10.5H.5Z" />,
  diamond: <path d="M6 .5 11.5 6 6 11.5.5 6Z" />,
  cross: <path d="M4.2 1h3.6v3.2H11v3.6H7.8V11H4.2V7.8H1V4.2h3.2Z" />,
};

/** The colour and marker of a lane, as in the plots. */
export function Swatch({ laneId }: { readonly laneId: string }) {
  const { colour, marker } = seriesOf(laneId);
  return (
    <svg className={styles.swatch} data-series={colour} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[marker]}
    </svg>
  );
}
