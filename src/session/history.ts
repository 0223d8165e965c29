/** What a lane's status remembers of its losses: bounded, however long it trains. */
import type { LossPoint, RunStatus } from '../store/runs.ts';

const maximumPoints = 600;

/** The history with one more point; when it is full, every second point goes. */
export function withLosses(
  { lossHistory }: RunStatus,
  point: LossPoint,
): Pick<RunStatus, 'lossHistory'> {
  const kept =
    lossHistory.length < maximumPoints
      ? lossHistory
      : lossHistory.filter((_point, index) => index % 2 === 0);
  return { lossHistory: [...kept, point] };
}

/** Without what came after `samples`: a run that goes back forgets it. */
export function truncate(
  { lossHistory, evaluations }: RunStatus,
  samples: number,
): Pick<RunStatus, 'lossHistory' | 'evaluations'> {
  return {
    lossHistory: lossHistory.filter((point) => point.samples <= samples),
    evaluations: evaluations.filter((evaluation) => evaluation.samples <= samples),
  };
}
