/** `npx tsx src/cli/profileStep.ts [preset] [method]`: where a step on the wasm engine spends its time. */
import { methodNames } from '../core/methodCatalogue.ts';
import { presetConfig } from '../core/presets.ts';
import { EngineUnavailableError } from '../engines/engine.ts';
import { createWasmEngine } from '../engines/wasm/wasmEngine.ts';
import type { Program } from '../graph/program.ts';
import { sampleSize } from '../graph/tensor.ts';
import { buildTrainingProgram } from '../methods/trainingProgram.ts';
import { initialValue } from '../training/initialise.ts';
import { describeInWords, describeMachine } from './bench/machine.ts';
import { readArguments, readChoice, runCommand } from './commandLine.ts';
import { loadKernels } from './openEngine.ts';

const warmSteps = 3;
const steps = 20;
const rowsShown = 24;

async function main(args: string[]): Promise<number> {
  const { positionals } = readArguments({ args, options: {}, allowPositionals: true });
  const preset = readChoice('preset', positionals[0] ?? 'quick', ['quick', 'paper'] as const);
  const method = readChoice('method', positionals[1] ?? 'acai', methodNames);
  const config = presetConfig(preset, method);
  const { batch } = config.schedule;
  const program = buildTrainingProgram(config);

  const engine = createWasmEngine(await WebAssembly.compile(await loadKernels()));
  const variables = engine.createVariables(program.variables);
  for (const { name } of program.variables) {
    variables.write(name, initialValue(name, program.variables, 1));
  }
  const executable = await engine.compile(program, variables, { batch });
  const feeds = inventFeeds(program, batch);
  const spent = new Map<string, number>();
  for (let step = 1; step <= warmSteps + steps; step++) {
    const profile = executable.profile(feeds, { seed: 1, step });
    if (step <= warmSteps) continue;
    // The least of all steps: on a busy machine the others waited for the processor.
    for (const [label, ms] of profile) spent.set(label, Math.min(spent.get(label) ?? ms, ms));
  }

  const kinds = new Map<string, number>();
  for (const [label, ms] of spent) {
    const kind = label.split(' ')[0];
    kinds.set(kind, (kinds.get(kind) ?? 0) + ms);
  }
  const heading = `${preset} ${method}, batch ${batch}, each label's least of ${steps} steps`;
  const lines = [heading, describeInWords(describeMachine()), '', ...table(kinds), ''];
  process.stdout.write(`${[...lines, ...table(spent)].join('\n')}\n`);
  return 0;
}

/** Plain numbers: denormal ones would cost time of their own. */
function inventFeeds(program: Program, batch: number): Record<string, number | Float32Array> {
  const feeds: Record<string, number | Float32Array> = {};
  for (const input of program.inputs) {
    if (input.op.kind !== 'input') continue;
    const length = batch * sampleSize(input);
    feeds[input.op.name] =
      input.batches > 0 ? Float32Array.from({ length }, (_, i) => Math.sin(i)) : 1e-4;
  }
  return feeds;
}

/** The largest first. */
function table(spent: ReadonlyMap<string, number>): string[] {
  const total = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, rowsShown)
    .map(([label, ms]) => `${share(ms / total)} ${ms.toFixed(2).padStart(8)} ms  ${label}`);
}

const share = (part: number) => `${(100 * part).toFixed(1).padStart(5)} %`;

await runCommand(main, [EngineUnavailableError]);
