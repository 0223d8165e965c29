/** The ten stops, in the order of the talk. */
import type { ControlName } from '../core/controls.ts';
import { methodNames } from '../core/methodCatalogue.ts';
import { type StopName, stopNames } from '../core/stops.ts';
import { acaiTexts } from '../texts/learn/acai.ts';
import { autoencodersTexts } from '../texts/learn/autoencoders.ts';
import { discussionTexts } from '../texts/learn/discussion.ts';
import { downstreamTexts } from '../texts/learn/downstream.ts';
import { idealTexts } from '../texts/learn/ideal.ts';
import { interpolationTexts } from '../texts/learn/interpolation.ts';
import { linesTexts } from '../texts/learn/lines.ts';
import { metricsTexts } from '../texts/learn/metrics.ts';
import { realityTexts } from '../texts/learn/reality.ts';
import { resultsTexts } from '../texts/learn/results.ts';
import type { Deed, Stop } from './stop.ts';

/** On every stop; and from where the talk says what the truth is. */
const basic: readonly ControlName[] = ['run', 'strips', 'alpha'];
const always: readonly ControlName[] = [...basic, 'truth'];

const half: Deed = { kind: 'alpha', alpha: 0.5 };
const quarter: Deed = { kind: 'alpha', alpha: 0.25 };
const swing: Deed = { kind: 'swing' };
const train: Deed = { kind: 'train' };

const everyStop: Readonly<Record<StopName, Omit<Stop, 'name'>>> = {
  autoencoders: {
    lanes: [{ method: 'baseline' }],
    setting: { endpoints: { angle1: 1.05, angle2: 2.44 }, alpha: 0 },
    shown: [...basic, 'endpoints', 'equation'],
    revealed: [...basic, 'endpoints', 'equation', 'losses'],
    answer: 1,
    onReveal: [half],
    deeds: {
      left: { kind: 'alpha', alpha: 0 },
      right: { kind: 'alpha', alpha: 1 },
      turn: { kind: 'endpoints', angle1: 5.2, angle2: 3.6 },
      middle: half,
      train,
    },
    texts: autoencodersTexts,
  },
  interpolation: {
    lanes: [{ method: 'baseline' }],
    setting: { endpoints: { angle1: 0.6, angle2: 2.7 }, alpha: 0 },
    shown: [...basic, 'endpoints'],
    revealed: [...basic, 'endpoints', 'angle'],
    answer: 2,
    onReveal: [half],
    deeds: {
      half,
      swing,
      swap: { kind: 'swap' },
      other: { kind: 'endpoints', angle1: 4.1, angle2: 5.5 },
    },
    texts: interpolationTexts,
  },
  ideal: {
    lanes: [{ method: 'baseline' }, { method: 'vqvae' }],
    setting: { endpoints: { angle1: 1.05, angle2: 2.9 }, alpha: 0.5 },
    shown: [...always, 'endpoints'],
    revealed: [...always, 'endpoints', 'angle'],
    answer: 1,
    onReveal: [{ kind: 'select', method: 'vqvae' }],
    deeds: { swing, quarter },
    texts: idealTexts,
  },
  acai: {
    lanes: [{ method: 'acai' }],
    setting: { endpoints: { angle1: 1.05, angle2: 2.44 }, alpha: 0.25 },
    shown: [...always, 'methods', 'players', 'equation'],
    revealed: [...always, 'methods', 'players', 'equation', 'critic'],
    answer: 1,
    onReveal: [half],
    deeds: {
      half,
      critic: { kind: 'slowMotion', players: 'critic' },
      autoencoder: { kind: 'slowMotion', players: 'autoencoder' },
      play: {
        kind: 'game',
        game: 'critic',
        lanes: [{ method: 'acai' }, { method: 'baseline' }, { method: 'vae' }, { method: 'aae' }],
      },
    },
    texts: acaiTexts,
  },
  lines: {
    lanes: [{ method: 'acai' }, { method: 'baseline' }],
    setting: { endpoints: { angle1: 0.9, angle2: 2.2 }, alpha: 0.5 },
    shown: [...always, 'endpoints', 'angle'],
    revealed: [...always, 'endpoints', 'angle'],
    answer: 2,
    onReveal: [{ kind: 'endpoints', angle1: 0.4, angle2: 0.4 + Math.PI }],
    deeds: {
      quarter,
      opposite: { kind: 'endpoints', angle1: 0.4, angle2: 0.4 + Math.PI },
      nearly: { kind: 'endpoints', angle1: 0.4, angle2: 3.3 },
    },
    texts: linesTexts,
  },
  metrics: {
    lanes: [{ method: 'acai' }, { method: 'vae' }],
    setting: { endpoints: { angle1: 1.05, angle2: 2.9 }, alpha: 0.5 },
    shown: [...always, 'distance'],
    revealed: [...always, 'angle', 'distance', 'smoothness'],
    answer: 1,
    onReveal: [{ kind: 'select', method: 'vae' }],
    deeds: {
      vae: { kind: 'select', method: 'vae' },
      acai: { kind: 'select', method: 'acai' },
      draw: { kind: 'game', game: 'draw' },
    },
    texts: metricsTexts,
  },
  results: {
    lanes: methodNames.map((method) => ({ method })),
    setting: { endpoints: { angle1: 1.05, angle2: 2.44 }, alpha: 0.5 },
    shown: always,
    revealed: [...always, 'results'],
    answer: 1,
    onReveal: [{ kind: 'select', method: 'baseline' }],
    deeds: { train, benchmark: { kind: 'page', page: 'benchmark' } },
    texts: resultsTexts,
  },
  reality: {
    lanes: [{ method: 'acai' }, { method: 'baseline' }, { method: 'aae' }],
    setting: { endpoints: { angle1: 0.6, angle2: 2.7 }, alpha: 0.5 },
    shown: [...always, 'angle', 'critic', 'losses'],
    revealed: [...basic, 'critic', 'losses'],
    answer: 1,
    onReveal: [{ kind: 'select', method: 'acai' }],
    deeds: { swing },
    texts: realityTexts,
  },
  downstream: {
    lanes: [{ method: 'acai' }, { method: 'baseline' }],
    setting: { alpha: 0.5 },
    shown: always,
    revealed: [...always, 'probe'],
    answer: 2,
    onReveal: [],
    deeds: { train },
    texts: downstreamTexts,
  },
  discussion: {
    lanes: [{ method: 'vae', critic: true }, { method: 'vae' }],
    setting: { alpha: 0.5 },
    shown: [...always, 'equation'],
    revealed: [...always, 'equation', 'critic', 'samples'],
    answer: null,
    onReveal: [],
    deeds: {
      train,
      strong: { kind: 'hyperparameter', method: 'vae', name: 'lambda', value: 2 },
    },
    texts: discussionTexts,
  },
};

export const stops: readonly Stop[] = stopNames.map((name) => ({ name, ...everyStop[name] }));

export function stopOf(name: StopName): Stop {
  return { name, ...everyStop[name] };
}
