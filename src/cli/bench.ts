/** `npm run bench`: how fast the engines are on this machine, beside stock tfjs in the same run. */
import { methodNames } from '../core/methodCatalogue.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import type { BenchRow } from './bench/benchRow.ts';
import { benchConvolutionKernel } from './bench/convolutionKernel.ts';
import { benchDecodeLatency } from './bench/decodeLatency.ts';
import { describeInWords, describeMachine } from './bench/machine.ts';
import { benchNearestLine } from './bench/nearestLine.ts';
import { benchStockStep } from './bench/stockStep.ts';
import { formatTable } from './bench/table.ts';
import { benchTrainingStep, type StepCase } from './bench/trainingStep.ts';
import { messageOf, note, readArguments, readChoice, runCommand } from './commandLine.ts';
import { loadKernels, type NodeEngine, nodeEngines, openEngine } from './openEngine.ts';

const parts = ['kernel', 'stock', 'step', 'decode', 'nearestLine'] as const;
const presets = ['paper', 'quick'] as const;

const brief = { warmMs: 0, minimum: 3, maximum: 20, forMs: 3000 };
const stepCases: Readonly<Record<NodeEngine, readonly StepCase[]>> = {
  wasm: [
    { preset: 'paper', method: 'acai', batch: 64, plan: { ...brief, forMs: 6000 } },
    ...methodNames.map(
      (method): StepCase => ({
        preset: 'quick',
        method,
        batch: 32,
        plan: { ...brief, warmMs: 300 },
      }),
    ),
  ],
  'tfjs-wasm': [
    { preset: 'paper', method: 'acai', batch: 8, plan: brief },
    { preset: 'quick', method: 'acai', batch: 8, plan: brief },
  ],
  // Plain JavaScript needs seconds for a sample, so little is asked of it.
  'tfjs-cpu': [
    { preset: 'quick', method: 'acai', batch: 2, plan: { ...brief, minimum: 1, forMs: 0 } },
  ],
};

const usage = `npm run bench -- [--json] [--only ${parts.join('|')}]`;

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const only = values.only === undefined ? null : readChoice('only', values.only, parts);
  const machine = describeMachine();
  const rows = relate(await measure((part) => only === null || only === part));
  const text = values.json
    ? JSON.stringify({ machine, rows }, null, 2)
    : `${describeInWords(machine)}\n\n${formatTable(rows)}`;
  process.stdout.write(`${text}\n`);
  return 0;
}

async function measure(wanted: (part: (typeof parts)[number]) => boolean): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const add = async (what: string, row: () => Promise<BenchRow>) => {
    note(`measuring ${what} …`);
    rows.push(await row());
  };
  // A step is read against the kernel and stock tfjs, so these come along with it.
  const steps = wanted('step');
  if (wanted('kernel') || steps) {
    await add('kernel', async () => benchConvolutionKernel(await loadKernels()));
  }
  if (wanted('stock') || steps) {
    const slow = { warmMs: -1, minimum: 1, maximum: 1, forMs: 0 };
    await add('stock quick', () => benchStockStep('quick', { ...slow, warmMs: 0, minimum: 2 }));
    await add('stock paper', () => benchStockStep('paper', slow));
  }
  for (const name of nodeEngines) {
    if (!steps && !wanted('decode')) break;
    const engine = await openOrSkip(name);
    if (!engine) continue;
    for (const stepCase of steps ? stepCases[name] : []) {
      const { preset, method } = stepCase;
      await add(`step ${preset} ${method} on ${name}`, () =>
        benchTrainingStep(engine, name, stepCase),
      );
    }
    for (const preset of wanted('decode') ? presets : []) {
      await add(`decode ${preset} on ${name}`, () => benchDecodeLatency(engine, name, preset));
    }
    engine.dispose();
  }
  if (steps) note('tfjs-webgpu skipped: Node has no WebGPU; open the page in a browser for it.');
  if (wanted('nearestLine')) await add('nearestLine', benchNearestLine);
  return rows;
}

async function openOrSkip(name: NodeEngine): Promise<Engine | null> {
  try {
    return await openEngine(name);
  } catch (error) {
    note(`${name} skipped: ${messageOf(error)}`);
    return null;
  }
}

/** Fills in what compares a step with the kernel's and with stock tfjs's of this run. */
function relate(rows: readonly BenchRow[]): BenchRow[] {
  const kernel = rows.find(({ name }) => name === 'kernel')?.gflops;
  return rows.map((row) => {
    const [what, preset] = row.name.split(' ');
    if (what !== 'step') return row;
    const stock = rows.find(({ name }) => name === `stock ${preset}`)?.samplesPerSecond;
    const comparable = stock && row.samplesPerSecond && row.method === 'acai';
    return {
      ...row,
      fractionOfKernel: kernel && row.gflops && row.engine === 'wasm' ? row.gflops / kernel : null,
      ratioToTfjs: comparable ? row.samplesPerSecond / stock : null,
    };
  });
}

await runCommand(main, [EngineUnavailableError]);
