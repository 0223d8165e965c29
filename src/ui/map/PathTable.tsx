import { useStore } from 'zustand';
import { maximumPathPoints, pointAt, traceCurve } from '../../core/drawnPath.ts';
import type { Lane } from '../../core/experiment.ts';
import { type PathName, pathNames } from '../../core/paths.ts';
import { pathDashes } from '../../plots/drawLatentMap.ts';
import { changeExperiment, choosePath, experimentStore } from '../../store/experiment.ts';
import { type LanePaths, latentsStore, type PathNumbers } from '../../store/latents.ts';
import { endpointTexts } from '../../texts/endpoints.ts';
import { mapTexts } from '../../texts/map.ts';
import controls from '../controls.module.css';
import { formatDistance, formatFixed, formatSmoothness } from '../format.ts';
import { useTexts } from '../useTexts.ts';
import styles from './PathTable.module.css';

interface PathTableProps {
  readonly lane: Lane;
  readonly paths: LanePaths;
}

/** What each path is worth, and the choice between them. */
export function PathTable({ lane, paths }: PathTableProps) {
  const texts = useTexts(mapTexts);
  const path = useStore(experimentStore, (experiment) => experiment.path);
  const points = useStore(experimentStore, (experiment) => experiment.points);
  return (
    <>
      <table className={styles.table} aria-label={texts.tableLabel}>
        <thead>
          <tr>
            <th scope="col">{texts.path}</th>
            <th scope="col" title={texts.distanceTitle}>
              {texts.distance}
            </th>
            <th scope="col" title={texts.smoothnessTitle}>
              {texts.smoothness}
            </th>
            <th scope="col" title={texts.lengthTitle}>
              {texts.length}
            </th>
          </tr>
        </thead>
        <tbody>
          {pathNames.map((name) => (
            <tr key={name} data-selected={name === path}>
              <th scope="row">
                <PathButton name={name} pressed={name === path} />
              </th>
              {name === 'geodesic' ? (
                <GeodesicCells lane={lane} geodesic={paths.geodesic} />
              ) : name === 'drawn' && points.length === 0 ? (
                <NoNumbers why={texts.notDrawn} />
              ) : (
                <NumberCells numbers={paths.paths[name]} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {path === 'geodesic' && (
        <p className={controls.note} title={texts.geodesicTitle}>
          {texts.geodesicNote}
        </p>
      )}
      {path === 'drawn' && <DrawingTools />}
    </>
  );
}

function PathButton({ name, pressed }: { readonly name: PathName; readonly pressed: boolean }) {
  const { paths } = useTexts(endpointTexts);
  return (
    <button
      type="button"
      className={styles.path}
      aria-pressed={pressed}
      title={paths[name].title}
      onClick={() => choosePath(name)}
    >
      <svg width="16" height="6" aria-hidden="true">
        <path
          d="M0 3H16"
          stroke="currentColor"
          strokeWidth={pressed ? 2.5 : 1.5}
          strokeDasharray={pathDashes[name].join(' ')}
        />
      </svg>
      {paths[name].name}
    </button>
  );
}

function NumberCells({ numbers }: { readonly numbers: PathNumbers }) {
  return (
    <>
      <td>{formatDistance(numbers.meanDistance)}</td>
      <td>{formatSmoothness(numbers.smoothness)}</td>
      <td>{formatFixed(numbers.length, 1)}</td>
    </>
  );
}

interface GeodesicCellsProps {
  readonly lane: Lane;
  readonly geodesic: LanePaths['geodesic'];
}

function GeodesicCells({ lane, geodesic }: GeodesicCellsProps) {
  const texts = useTexts(mapTexts);
  const search = useStore(latentsStore, ({ searches }) => searches[lane.id] ?? null);
  const samples = useStore(latentsStore, ({ maps }) => maps[lane.id]?.samples ?? null);
  if (search) {
    const told = texts.searching(Math.round(100 * search.share));
    return (
      <>
        <td colSpan={2}>
          <progress
            className={styles.progress}
            value={search.share}
            aria-label={told}
            title={told}
          />
        </td>
        <td>{search.length === null ? '…' : formatFixed(search.length, 1)}</td>
      </>
    );
  }
  if (!geodesic) return <NoNumbers why={texts.notSearched} />;
  if (samples === null || geodesic.samples === samples) return <NumberCells numbers={geodesic} />;
  return <NoNumbers why={texts.outdated} />;
}

function NoNumbers({ why }: { readonly why: string }) {
  return (
    <td className={controls.note} colSpan={3}>
      {why}
    </td>
  );
}

function DrawingTools() {
  const texts = useTexts(mapTexts);
  const points = useStore(experimentStore, (experiment) => experiment.points);
  return (
    <div className={styles.tools}>
      <button
        type="button"
        className={controls.button}
        disabled={points.length >= maximumPathPoints}
        onClick={addPoint}
      >
        {texts.addPoint}
      </button>
      <button
        type="button"
        className={controls.button}
        disabled={points.length === 0}
        title={texts.clearTitle}
        onClick={() => changeExperiment({ points: [] })}
      >
        {texts.clear}
      </button>
      {points.length === 0 && <span className={controls.note}>{texts.drawHint}</span>}
    </div>
  );
}

/** Halfway along the last stretch before x₁, where a new point changes the path least. */
function addPoint(): void {
  const { points } = experimentStore.getState();
  const last = points.at(-1) ?? { along: 0, across: 0 };
  const curve = traceCurve([last]);
  const middle = points.length === 0 ? pointAt(traceCurve([]), 0.5) : pointAt(curve, 0.75);
  changeExperiment({ path: 'drawn', points: [...points, middle] });
}
