/** A run that outlives the devices it is trained on. */
import { type Engine, EngineLostError } from '../engines/engine.ts';
import { note } from './commandLine.ts';
import { type Training, trainOnEngine } from './trainOnEngine.ts';

/** Losses without a checkpoint between them: then something is wrong with the machine. */
const mostLosses = 3;

/**
 * Trains to the end of the budget or to an interruption; an engine that is lost is opened anew, and
 * the run goes on from what is saved. @throws EngineLostError saying how to go on, when too many are lost.
 */
export async function trainThroughLosses(
  openEngine: () => Promise<Engine>,
  training: Training,
): Promise<void> {
  let [losses, before] = [0, training.saved];
  for (;;) {
    const engine = await openEngine();
    try {
      return await trainOnEngine(engine, training);
    } catch (error) {
      if (!(error instanceof EngineLostError)) throw error;
      losses = training.saved === before ? losses + 1 : 1;
      before = training.saved;
      const { samples } = training.saved ?? { samples: 0 };
      if (losses > mostLosses) throw new EngineLostError(`${error.message}. ${remedy(training)}`);
      note(`${error.message}. Going on from ${samples} samples.`);
    } finally {
      engine.dispose();
    }
  }
}

function remedy({ out, saved }: Training): string {
  return saved
    ? `${out} has the run at ${saved.samples} samples: go on with the same command and --resume, perhaps with --engine wasm.`
    : 'Nothing was saved yet: start again, perhaps with --engine wasm.';
}
