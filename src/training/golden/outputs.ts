/** Checks of forward results at the initial parameters, `out/…`. */
import type { Program } from '../../graph/program.ts';
import {
  buildClassifierProgram,
  buildCriticProgram,
  buildDecodeProgram,
  buildEncodeProgram,
  buildReconstructionProgram,
} from '../../methods/evaluationPrograms.ts';
import { type Check, checkEqual, checkTensor, checkThat } from './checks.ts';
import { codeDistances } from './codes.ts';
import type { GoldenSession, Results } from './session.ts';
import type { Tolerances } from './tolerances.ts';

interface Found {
  /** Golden name, without `out/`. */
  readonly name: string;
  readonly by: string;
  readonly values: Float32Array;
}

/** `before` are the probe's results. */
export async function checkOutputs(
  session: GoldenSession,
  probe: Program,
  before: Results,
  tolerances: Tolerances,
): Promise<Check[]> {
  const { tensors } = session.golden;
  const found = [
    ...(await fromProbe(probe, before)),
    ...(await fromEvaluationPrograms(session)),
    ...(await fromCodes(session, before)),
  ];
  const checks = found
    .filter(({ name }) => tensors.has(`out/${name}`))
    .map(({ name, by, values }) => {
      const title = `${name} by ${by}`;
      const expected = tensors.f32(`out/${name}`);
      return name === 'code_index'
        ? checkEqual(title, values, expected)
        : checkTensor(title, values, expected, tolerances.output);
    });
  const made = new Set(found.map(({ name }) => `out/${name}`));
  const missing = tensors.names.filter((name) => name.startsWith('out/') && !made.has(name));
  return [
    ...checks,
    checkThat('every output is made', missing.length === 0, `not made: ${missing.join(', ')}`),
  ];
}

async function fromProbe(probe: Program, before: Results): Promise<Found[]> {
  const names = Object.keys(probe.outputs).filter((name) => name.startsWith('out/'));
  return Promise.all(
    names.map(async (name) => ({
      name: name.slice('out/'.length),
      by: 'the training step',
      values: await before(name),
    })),
  );
}

/** The programs that a trained model is used by must say what the training step says. */
async function fromEvaluationPrograms(session: GoldenSession): Promise<Found[]> {
  const { config, method, tensors } = session.golden;
  const found: Found[] = [];
  const collect = async (
    by: string,
    name: string,
    output: string,
    program: Program,
    feeds = {},
  ) => {
    const results = await session.run(program, feeds);
    found.push({ name, by, values: await results(output) });
  };
  await collect('decode', 'decode_probe', 'image', buildDecodeProgram(config));
  await collect('classifier', 'clf_logits', 'logits', buildClassifierProgram(config));
  // A VAE's golden latents and reconstructions are of a draw, those of `encode` of the mean.
  await collect('encode', method === 'vae' ? 'mu' : 'z', 'z', buildEncodeProgram(config));
  if (method !== 'vae') {
    await collect('reconstruct', 'recon', 'image', buildReconstructionProgram(config));
  }
  const critic = buildCriticProgram(config);
  if (critic) {
    const mixes = { x: tensors.f32('out/recon_mix') };
    await collect('critic', 'critic_mix', 'guess', critic, mixes);
  }
  return found;
}

async function fromCodes(session: GoldenSession, before: Results): Promise<Found[]> {
  if (session.golden.method !== 'vqvae') return [];
  const codes = await session.variables.read('vq/means');
  const { best, margin } = codeDistances(await before('out/vectors'), codes, session.codeWidth);
  const by = 'its vectors';
  return [
    { name: 'code_best_dist', by, values: best },
    { name: 'code_margin', by, values: margin },
  ];
}
