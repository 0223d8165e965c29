/** `npm run bench`: how fast the engines are on this machine, beside stock tfjs and PyTorch in the same run. */
import { messageOf } from '../core/messageOf.ts';
import { methodNames } from '../core/methodCatalogue.ts';
import { type Engine, EngineUnavailableError } from '../engines/engine.ts';
import { isSoftwareAdapter } from '../engines/webgpu/adapterInfo.ts';
import { openNodeDevice } from '../engines/webgpu/nodeDevice.ts';
import { createWebgpuEngine } from '../engines/webgpu/webgpuEngine.ts';
import type { BenchRow } from './bench/benchRow.ts';
import { formatClaims, holdAgainst, verdictOf } from './bench/claims.ts';
import {
  benchConvolutionKernel,
  createKernelProbe,
  type KernelProbe,
  kernelForms,
} from './bench/convolutionKernel.ts';
import { benchOnProcessor, type ContestCase } from './bench/cpuContest.ts';
import { benchDecodeLatency } from './bench/decodeLatency.ts';
import { benchFirstDrag } from './bench/firstDrag.ts';
import { benchOnGpu, type GpuCase } from './bench/gpuContest.ts';
import { describeInWords, describeMachine } from './bench/machine.ts';
import { benchNearestLine } from './bench/nearestLine.ts';
import { benchStockStep } from './bench/stockStep.ts';
import { formatTable } from './bench/table.ts';
import { benchTrainingStep, type StepCase } from './bench/trainingStep.ts';
import { note, readArguments, readChoice, runCommand } from './commandLine.ts';
import { loadKernels, type NodeEngine, nodeEngines, openEngine } from './openEngine.ts';

const parts = [
  'kernel',
  'stock',
  'step',
  'threads',
  'gpu',
  'decode',
  'nearestLine',
  'firstDrag',
] as const;
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
  // Its steps are the part `gpu`.
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

const contestCases: readonly ContestCase[] = [
  { preset: 'paper', batch: 64, turns: { rounds: 7, roundMs: 3000, warmUp: true } },
  { preset: 'quick', batch: 32, turns: { rounds: 9, roundMs: 1500, warmUp: true } },
];

// In software stock tfjs takes half a minute for a step, so it gets as few as can be compared.
const inSoftware = { stepsInFlight: 1, turns: { rounds: 2, roundMs: 3000, warmUp: false } };
const onCard = { stepsInFlight: 8, turns: { rounds: 5, roundMs: 1000, warmUp: true } };
const softwareBatches = [8];
const cardBatches = [8, 32, 64, 256, 1024];

const usage = `npm run bench -- [--json] [--only ${parts.join('|')}] [--engine ${nodeEngines.join('|')}]`;

type Part = (typeof parts)[number];

interface Wishes {
  readonly only: Part | null;
  readonly engine: NodeEngine | null;
}

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      engine: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const wishes: Wishes = {
    only: values.only === undefined ? null : readChoice('only', values.only, parts),
    engine: values.engine === undefined ? null : readChoice('engine', values.engine, nodeEngines),
  };
  const machine = describeMachine();
  const rows = relate(await measure(wishes));
  const claims = holdAgainst(rows);
  const text = values.json
    ? JSON.stringify({ machine, rows, claims: claims.map(withVerdict) }, null, 2)
    : [describeInWords(machine), ...tables(rows), formatClaims(claims)].join('\n\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

const withVerdict = (claim: Parameters<typeof verdictOf>[0]) => ({
  ...claim,
  verdict: verdictOf(claim),
});

/** One for what was measured on a GPU, in turns on the processor, and the rest, as they have other columns. */
function tables(rows: readonly BenchRow[]): string[] {
  const kindOf = (row: BenchRow) =>
    row.engine.includes('webgpu') ? 'gpu' : row.ratioToOneThread !== null ? 'turns' : 'rest';
  const isPeer = (row: BenchRow) => row.engine.startsWith('torch');
  return (['gpu', 'turns', 'rest'] as const)
    .map((kind) => rows.filter((row) => (isPeer(row) ? 'turns' : kindOf(row)) === kind))
    .filter((group) => group.length > 0)
    .map(formatTable);
}

async function measure({ only, engine }: Wishes): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const add: Add = async (what, measured) => {
    note(`measuring ${what} …`);
    rows.push(...[await measured()].flat());
  };
  const wanted = (part: Part, ...engines: readonly NodeEngine[]) =>
    (only === null || only === part) &&
    (engine === null || engines.length === 0 || engines.includes(engine));
  // A step is read against the kernel and stock tfjs, so these come along with it.
  const cpuSteps = wanted('step', 'wasm', 'tfjs-wasm', 'tfjs-cpu');
  const probe =
    wanted('kernel', 'wasm') || wanted('step', 'wasm')
      ? createKernelProbe(await WebAssembly.compile(await loadKernels()))
      : null;
  for (const form of probe ? kernelForms : []) {
    if (probe) await add(`kernel ${form}`, () => benchConvolutionKernel(probe, form));
  }
  if (wanted('stock', 'wasm', 'tfjs-wasm', 'tfjs-cpu') || cpuSteps) {
    const slow = { warmMs: -1, minimum: 1, maximum: 1, forMs: 0 };
    await add('stock quick', () => benchStockStep('quick', { ...slow, warmMs: 0, minimum: 2 }));
    await add('stock paper', () => benchStockStep('paper', slow));
  }
  for (const name of nodeEngines) {
    if (wanted('step', name) || wanted('decode', name)) {
      await measureEngine(name, wanted, probe, add);
    }
  }
  for (const contest of wanted('threads', 'wasm') ? contestCases : []) {
    await add(`in turns: ${contest.preset}`, () => benchOnProcessor(contest));
  }
  if (wanted('gpu', 'webgpu')) await measureGpu(add);
  if (engine === null && wanted('nearestLine')) await add('nearestLine', benchNearestLine);
  if (engine === null && wanted('firstDrag')) await add('firstDrag', benchFirstDrag);
  return rows;
}

type Add = (what: string, row: () => Promise<BenchRow | BenchRow[]>) => Promise<void>;

async function measureEngine(
  name: NodeEngine,
  wanted: (part: Part) => boolean,
  probe: KernelProbe | null,
  add: Add,
): Promise<void> {
  const engine = await openOrSkip(name, () => openEngine(name));
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

async function measureGpu(add: Add): Promise<void> {
  const device = await openOrSkip('webgpu', openNodeDevice);
  if (!device) return;
  const software = isSoftwareAdapter(device.adapterInfo);
  const engine = createWebgpuEngine(device);
  note(engine.description);
  if (software) note('batches above 8 skipped: the adapter is software.');
  for (const preset of presets) {
    for (const batch of software ? softwareBatches : cardBatches) {
      const gpuCase: GpuCase = { preset, batch, ...(software ? inSoftware : onCard) };
      const what = `${preset}, batch ${batch}, on webgpu and stock tfjs`;
      await add(what, () => benchOnGpu(engine, gpuCase));
    }
  }
  engine.dispose();
  device.destroy();
}

async function openOrSkip<Opened extends Engine | GPUDevice>(
  name: NodeEngine,
  open: () => Promise<Opened>,
): Promise<Opened | null> {
  try {
    return await open();
  } catch (error) {
    note(`${name} skipped: ${messageOf(error)}`);
    return null;
  }
}

/** Fills in what compares ACAI's step with stock tfjs's of this run. */
function relate(rows: readonly BenchRow[]): BenchRow[] {
  return rows.map((row) => {
    const [what, preset] = row.name.split(' ');
    const stock = rows.find(
      ({ name, engine }) => name === `stock ${preset}` && engine === 'stock tfjs (cpu)',
    )?.samplesPerSecond;
    const isOwn = what === 'step' && row.method === 'acai' && !row.engine.startsWith('torch');
    if (!isOwn || row.ratioToTfjs !== null || !stock || !row.samplesPerSecond) return row;
    return { ...row, ratioToTfjs: row.samplesPerSecond / stock };
  });
}

await runCommand(main, [EngineUnavailableError]);
