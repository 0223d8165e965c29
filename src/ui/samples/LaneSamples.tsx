import { useState } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../../core/experiment.ts';
import { drawPictureRow } from '../../plots/drawPictureRow.ts';
import { pictureBoard } from '../../plots/pictureBoard.ts';
import { createPixelSheet } from '../../plots/pixelSheet.ts';
import type { Surface } from '../../plots/surface.ts';
import { latentsStore } from '../../store/latents.ts';
import { viewStore } from '../../store/view.ts';
import { sampleTexts } from '../../texts/samples.ts';
import { Canvas, watch } from '../Canvas.tsx';
import controls from '../controls.module.css';
import { formatDistance } from '../format.ts';
import { Swatch } from '../Swatch.tsx';
import { useLaneName } from '../useLaneName.ts';
import { useSampled } from '../useSampled.ts';
import { useTexts } from '../useTexts.ts';
import styles from './SamplesPanel.module.css';

/** Some samples of a lane over what it was trained on, and how far all of them are from lines. */
export function LaneSamples({ lane }: { readonly lane: Lane }) {
  const texts = useTexts(sampleTexts);
  const name = useLaneName()(lane);
  const samples = useStore(latentsStore, (latents) => latents.samples[lane.id] ?? null);
  const hasWeights = useSampled(viewStore, ({ strips }) => lane.id in strips);
  if (!samples) {
    return <p className={controls.note}>{hasWeights ? texts.coming : texts.noWeights(name)}</p>;
  }
  const { meanDistance, standardError, count } = samples;
  return (
    <figure className={styles.lane}>
      <figcaption className={styles.caption}>
        <Swatch laneId={lane.id} />
        {name}
        <span className={styles.distance} title={texts.distanceTitle(count)}>
          {texts.distance(formatDistance(meanDistance), formatDistance(standardError))}
          <span className={controls.note}> n = {count}</span>
        </span>
      </figcaption>
      <Row row={`${lane.id} samples`} label={texts.samplesOf(name)} count={samples.shown} />
      <p className={controls.note} title={texts.nearestTitle}>
        {texts.nearest}
      </p>
      <Row row={`${lane.id} nearest`} label={texts.nearestOf(name)} count={samples.shown} />
    </figure>
  );
}

interface RowProps {
  readonly row: string;
  readonly label: string;
  readonly count: number;
}

function Row({ row, label, count }: RowProps) {
  const [sheet] = useState(createPixelSheet);
  const [watches] = useState(() => [watch(latentsStore, ({ samples }) => samples)]);

  function draw(surface: Surface): void {
    const picture = pictureBoard.strip(row);
    if (picture) sheet.show(picture);
    drawPictureRow(surface, picture && sheet, picture?.count ?? count);
  }

  return <Canvas className={styles.row} label={label} draw={draw} watches={watches} />;
}
