/** `npm run bench`: how fast the engines are on this machine, beside stock tfjs in the same run. */
import { methodNames } from '../core/methodCatalogue.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import type { BenchRow } from './bench/benchRow.ts';
import {
  benchConvolutionKernel,
  createKernelProbe,
  type KernelProbe,
  kernelForms,
} from './bench/convolutionKernel.ts';
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
  webgpu: [],
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

type Part = (typeof parts)[number];

async function measure(wanted: (part: Part) => boolean): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const add: Add = async (what, row) => {
    note(`measuring ${what} …`);
    rows.push(await row());
  };
  // A step is read against the kernel and stock tfjs, so these come along with it.
  const steps = wanted('step');
  const probe =
    wanted('kernel') || steps
      ? createKernelProbe(await WebAssembly.compile(await loadKernels()))
      : null;
  for (const form of probe ? kernelForms : []) {
    if (probe) await add(`kernel ${form}`, () => benchConvolutionKernel(probe, form));
  }
  if (wanted('stock') || steps) {
    const slow = { warmMs: -1, minimum: 1, maximum: 1, forMs: 0 };
    await add('stock quick', () => benchStockStep('quick', { ...slow, warmMs: 0, minimum: 2 }));
    await add('stock paper', () => benchStockStep('paper', slow));
  }
  if (steps || wanted('decode')) {
    for (const name of nodeEngines) await measureEngine(name, wanted, probe, add);
    note('tfjs-webgpu skipped: Node has no WebGPU; open the page in a browser for it.');
  }
  if (wanted('nearestLine')) await add('nearestLine', benchNearestLine);
  return rows;
}

type Add = (what: string, row: () => Promise<BenchRow>) => Promise<void>;

async function measureEngine(
  name: NodeEngine,
  wanted: (part: Part) => boolean,
  probe: KernelProbe | null,
  add: Add,
): Promise<void> {
  const engine = await openOrSkip(name);
  if (!engine) return;
  const ownProbe = name === 'wasm' ? probe : null;
  for (const stepCase of wanted('step') ? stepCases[name] : []) {
    const what = `step ${stepCase.preset} ${stepCase.method} on ${name}`;
    await add(what, () => benchTrainingStep(engine, name, stepCase, ownProbe));
  }
  for (const preset of wanted('decode') ? presets : []) {
    await add(`decode ${preset} on ${name}`, () => benchDecodeLatency(engine, name, preset));
  }
  engine.dispose();
}

async function openOrSkip(name: NodeEngine): Promise<Engine | null> {
  try {
    return await openEngine(name);
  } catch (error) {
    note(`${name} skipped: ${messageOf(error)}`);
    return null;
  }
}

/** Fills in what compares ACAI's step with stock tfjs's of this run. */
function relate(rows: readonly BenchRow[]): BenchRow[] {
  return rows.map((row) => {
    const [what, preset] = row.name.split(' ');
    const stock = rows.find(({ name }) => name === `stock ${preset}`)?.samplesPerSecond;
    if (what !== 'step' || row.method !== 'acai' || !stock || !row.samplesPerSecond) return row;
    return { ...row, ratioToTfjs: row.samplesPerSecond / stock };
  });
}

await runCommand(main, [EngineUnavailableError]);
