/** `npm run checkpoints`: a sweep's best runs as the checkpoints that ship with the page. */
import { type MethodName, methodNames } from '../core/methodCatalogue.ts';
import { presetNames } from '../core/runConfig.ts';
import { EngineError, EngineUnavailableError } from '../engines/engine.ts';
import { readResults } from '../sweep/resultsFolder.ts';
import {
  bestRuns,
  createShipment,
  largestFile,
  type Shipment,
  writeShipments,
} from '../sweep/shipCheckpoints.ts';
import { SweepError } from '../sweep/sweepError.ts';
import {
  note,
  printLine,
  readArguments,
  readChoice,
  readWholeNumber,
  runCommand,
  UsageError,
} from './commandLine.ts';
import { openEngine } from './openEngine.ts';

const usage = `npm run checkpoints -- --from results/lines-quick [options]
  Of each method the finished run with the smallest mean distance, over the seeds that there are; its weights in
  half precision, without the optimiser's state, at most ${largestFile / 1e6} MB; and manifest.json with the metrics
  of those very files, over all interpolations of the protocol. The page opens a lane on the file of its method
  and preset until the user sets a hyperparameter or a seed that the file does not have.
  --from      a results folder of npm run sweep
  --preset    ${presetNames.join(', ')} (default quick)
  --methods   which, with commas (default all: ${methodNames.join(',')})
  --seed      only runs of this seed
  --out       where to (default public/checkpoints)`;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      from: { type: 'string' },
      preset: { type: 'string', default: 'quick' },
      methods: { type: 'string', default: methodNames.join(',') },
      seed: { type: 'string' },
      out: { type: 'string', default: 'public/checkpoints' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const { from, out, seed } = values;
  if (!from) throw new UsageError('name a results folder: --from results/lines-quick');
  const runs = bestRuns(await readResults(from), {
    preset: readChoice('preset', values.preset, presetNames),
    methods: readMethods(values.methods),
    seed: seed === undefined ? undefined : readWholeNumber('seed', seed, 0),
  });
  const engine = await openEngine('wasm');
  try {
    // Everything is made before anything is written.
    const shipments: Shipment[] = [];
    for (const run of runs) {
      const shipment = await createShipment(from, run, engine);
      const { config: _, ...told } = shipment.entry;
      printLine({ kind: 'checkpoint', ...told });
      shipments.push(shipment);
    }
    await writeShipments(out, shipments);
    note(`${shipments.length} checkpoints and their manifest are in ${out}.`);
  } finally {
    engine.dispose();
  }
  return 0;
}

function readMethods(text: string): MethodName[] {
  const names = text.split(',').map((part) => readChoice('methods', part.trim(), methodNames));
  return [...new Set(names)];
}

await runCommand(main, [EngineError, EngineUnavailableError], [SweepError]);
