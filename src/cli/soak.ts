/** `npm run soak`: whether memory stays flat while four lanes are started and stopped again and again. */
import { EngineUnavailableError } from '../engines/engine.ts';
import { alignColumns } from './bench/table.ts';
import { note, readArguments, readChoice, readWholeNumber, runCommand } from './commandLine.ts';
import { soakInNode } from './soak/nodeSoak.ts';
import { soakPage } from './soak/pageSoak.ts';
import type { Round, SoakPlan } from './soak/soakPlan.ts';
import { settlingRounds, trendOf } from './soak/trend.ts';

const places = ['page', 'node'] as const;
const engines = ['wasm', 'webgpu'] as const;
const methods = ['acai', 'baseline', 'vae', 'vqvae'] as const;

/** What is soaked where nothing else is asked for; steps are of each lane in a round. */
const standard = [
  { place: 'page', engine: 'wasm', steps: 1000 },
  { place: 'node', engine: 'webgpu', steps: 250 },
] as const;

const usage =
  'npm run soak -- [--place page|node --engine wasm|webgpu] [--rounds 10] [--steps 1000]';

async function main(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      place: { type: 'string' },
      engine: { type: 'string' },
      rounds: { type: 'string', default: '10' },
      steps: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    note(usage);
    return 0;
  }
  const place = values.place === undefined ? null : readChoice('place', values.place, places);
  const engine = values.engine === undefined ? null : readChoice('engine', values.engine, engines);
  const rounds = readWholeNumber('rounds', values.rounds ?? '');
  const steps = values.steps === undefined ? null : readWholeNumber('steps', values.steps);
  const asked = place && engine ? [{ place, engine, steps: 250 }] : standard;
  let flat = true;
  for (const one of asked) {
    if ((place ?? one.place) !== one.place || (engine ?? one.engine) !== one.engine) continue;
    const plan: SoakPlan = { engine: one.engine, methods, rounds, steps: steps ?? one.steps };
    note(`${one.place}, ${one.engine}: ${rounds} rounds of ${plan.steps} steps in each lane …`);
    const measured = await (one.place === 'page' ? soakPage(plan) : soakInNode(plan));
    const { text, grows } = report(measured);
    process.stdout.write(
      `${one.place}, ${one.engine}, lanes ${methods.join(', ')}; MB at the end of each round\n\n${text}\n\n`,
    );
    flat &&= !grows;
  }
  return flat ? 0 : 1;
}

function report(rounds: readonly Round[]): { text: string; grows: boolean } {
  const names = Object.keys(rounds[0].sizes);
  const trends = names.map((name) => trendOf(rounds.map(({ sizes }) => sizes[name])));
  const lines = [
    ['steps', ...names],
    ...rounds.map(({ steps, sizes }) => [`${steps}`, ...names.map((name) => size(sizes[name]))]),
    ['slope a round', ...trends.map(({ slope, error }) => `${size(slope)} ± ${size(error)}`)],
    ['', ...trends.map(({ verdict }) => verdict)],
  ];
  const table = alignColumns(lines, Array(names.length + 1).fill(false));
  const grows = trends.some(({ verdict }) => verdict === 'grows');
  return { text: `${table}\n(slopes without the first ${settlingRounds} rounds)`, grows };
}

const size = (megabytes: number) => megabytes.toFixed(2);

await runCommand(main, [EngineUnavailableError]);
