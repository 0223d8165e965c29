/** Checks of three training steps: losses before each and after, and parameters after one and three. */
import { reconstructionLoss } from '../../core/lossCatalogue.ts';
import type { Program } from '../../graph/program.ts';
import type { VariableSpec } from '../../graph/tensor.ts';
import {
  type Check,
  checkEqual,
  checkNumber,
  checkRelative,
  checkTensor,
  checkThat,
  largest,
  norm,
} from './checks.ts';
import { type GoldenModel, type GoldenSession, initialValue, type Results } from './session.ts';
import { every, type StoredElements, storedElements } from './thinning.ts';
import type { Tolerances } from './tolerances.ts';

/** Takes the session's variables three steps on, and a fourth to see the losses after the third. */
export async function checkSteps(
  session: GoldenSession,
  probe: Program,
  tolerances: Tolerances,
): Promise<Check[]> {
  const { golden, training } = session;
  const { json } = golden;
  const losses = [
    { when: 'before step 1', expected: json.losses_before_step1 },
    { when: 'before step 2', expected: json.losses_before_step2 },
    { when: 'before step 3', expected: json.losses_before_step3 },
    { when: 'after step 3', expected: json.losses_after_step3 },
  ];
  const checks: Check[] = [];
  for (const [index, { when, expected }] of losses.entries()) {
    const codes = json.code_index_before_each_step?.[index];
    if (codes) {
      const results = await session.run(probe);
      checks.push(checkEqual(`codes ${when}`, await results('out/code_index'), codes));
    }
    const results = await session.run(training, {}, index + 1);
    checks.push(...(await checkLosses(golden, when, training, results, expected, tolerances)));
    if (index === 0) checks.push(...(await checkVariables(session, 'after1', tolerances)));
    if (index === 2) checks.push(...(await checkVariables(session, 'after3', tolerances)));
  }
  return checks;
}

/** Golden names of losses that are called otherwise here. */
function outputOf(loss: string, { method }: GoldenModel): string {
  if (loss === 'loss') return reconstructionLoss;
  if (loss === 'objective_clf') return 'classify_latent';
  return loss === 'objective_disc' && method === 'acai' ? 'objective_critic' : loss;
}

async function checkLosses(
  golden: GoldenModel,
  when: string,
  training: Program,
  results: Results,
  expected: Readonly<Record<string, number>>,
  { loss: relative }: Tolerances,
): Promise<Check[]> {
  // At the official initialisation these are 1e-9 and below.
  const tiny = golden.file === 'acai_official_init' ? ['loss_ae_disc', 'loss_disc_real'] : [];
  const checks = Object.entries(expected).map(async ([loss, value]) => {
    const output = outputOf(loss, golden);
    const name = `${loss} ${when}`;
    if (!(output in training.outputs)) return checkThat(name, false, 'the step does not report it');
    const [actual] = await results(output);
    const absolute = tiny.includes(loss) ? 1e-6 * expected.loss_disc : 0;
    return checkRelative(name, actual, value, relative, absolute);
  });
  return Promise.all(checks);
}

/** `after` is 'after1' or 'after3'. */
async function checkVariables(
  session: GoldenSession,
  after: string,
  tolerances: Tolerances,
): Promise<Check[]> {
  const { golden, training, variables } = session;
  const specs = training.variables.filter(({ role }) => role !== 'moment');
  const moved: Moved[] = [];
  const checks: Check[] = [];
  const looked = new Set<string>();
  for (const spec of specs) {
    const name = `${after}/${spec.name}`;
    const whole = await variables.read(spec.name);
    const stored = storedElements(golden.tensors, name, whole);
    if (!stored) {
      checks.push(checkThat(name, false, 'there is no golden value of this variable'));
      continue;
    }
    looked.add(stored.name);
    if (spec.role === 'state') checks.push(...checkCodes(name, spec, stored, tolerances));
    else moved.push({ ...stored, name, whole, start: initialValue(golden, spec) });
  }
  const missed = golden.tensors.names.filter(
    (name) => name.startsWith(`${after}/`) && !looked.has(name),
  );
  return [
    ...checks,
    ...checkParameters(golden, after, moved, tolerances),
    checkThat(`every variable of ${after}`, missed.length === 0, `no ${missed.join(', no ')}`),
  ];
}

/** Codes differ in size by orders of magnitude, so each row is held to its own. */
function checkCodes(
  name: string,
  { shape }: VariableSpec,
  { own, golden }: StoredElements,
  { output }: Tolerances,
): Check[] {
  const width = golden.length / shape[0];
  const rows = Array.from({ length: shape[0] }, (_, row) => [row * width, (row + 1) * width]);
  const checks = rows.map(([from, to], row) =>
    checkTensor(`${name}, code ${row}`, own.slice(from, to), golden.slice(from, to), output),
  );
  const failed = checks.filter(({ passed }) => !passed);
  const detail = failed.map((check) => `${check.name}: ${check.detail}`).join('; ');
  return [checkThat(name, failed.length === 0 && own.length === golden.length, detail)];
}

interface Moved extends StoredElements {
  readonly whole: Float32Array;
  readonly start: Float32Array;
}

function checkParameters(
  { common, json }: GoldenModel,
  after: string,
  moved: readonly Moved[],
  { update: { share, stray, norm: relative } }: Tolerances,
): Check[] {
  const { lr } = common.config;
  let strays = 0;
  let count = 0;
  let offSquares = 0;
  let updateSquares = 0;
  for (const { own, golden, start, stride } of moved) {
    const before = every(start, stride);
    const off = own.map((value, i) => value - golden[i]);
    const update = golden.map((value, i) => value - before[i]);
    // Written so that NaN counts.
    strays += off.filter((value) => !(Math.abs(value) <= stray * lr)).length;
    count += golden.length;
    offSquares += norm(off) ** 2;
    updateSquares += norm(update) ** 2;
  }
  // No tensor may be farther off than all of them together.
  const distance = relative * Math.sqrt(updateSquares);
  return [
    checkThat(
      `${after}: parameters within ${stray} learning rates`,
      strays <= share * count,
      `${strays} of ${count} are not`,
    ),
    checkNumber(`${after}: distance of all parameters`, Math.sqrt(offSquares), 0, distance),
    ...moved.flatMap(({ name, whole }) => {
      const stats = json.full_tensor_stats[name];
      if (!stats) return [];
      const sum = whole.reduce((total, value) => total + value, 0);
      return [
        checkNumber(`${name}: largest`, largest(whole), stats.max_abs, distance),
        checkNumber(`${name}: norm`, norm(whole), stats.l2, distance),
        checkNumber(`${name}: sum`, sum, stats.sum, distance * Math.sqrt(whole.length)),
      ];
    }),
  ];
}
