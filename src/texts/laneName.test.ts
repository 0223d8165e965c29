import { describe, expect, test } from 'vitest';
import type { Lane } from '../core/experiment.ts';
import type { MethodName } from '../core/methodCatalogue.ts';
import type { PresetName } from '../core/runConfig.ts';
import { laneName, methodTexts } from './methods.ts';

function nameOf(
  method: MethodName,
  hyperparameters: Lane['hyperparameters'] = {},
  {
    critic = method === 'acai',
    preset = 'paper' as PresetName,
    language = 'en' as 'en' | 'fr',
  } = {},
): string {
  return laneName({ method, critic, hyperparameters }, methodTexts[language], preset);
}

describe('a lane is called what it is', () => {
  test('as published: its method, and a critic of another’s', () => {
    expect(nameOf('acai')).toBe('ACAI');
    expect(nameOf('vae', {}, { critic: true })).toBe('VAE + critic');
    expect(nameOf('vae', { beta: 1 })).toBe('VAE');
  });

  test('with its terms muted and weighed', () => {
    expect(nameOf('acai', { lambda: 0 })).toBe('ACAI, critic muted');
    expect(nameOf('vae', { beta: 4 })).toBe('β-VAE, β = 4');
    expect(nameOf('vae', { beta: 0 })).toBe('VAE, KL muted');
    expect(nameOf('vae', { reconstruction: 0 })).toBe('VAE, likelihood muted');
    expect(nameOf('vae', { beta: 2, lambda: 0.1 }, { critic: true })).toBe(
      'β-VAE + critic, β = 2, λ = 0.1',
    );
    expect(nameOf('vae', { beta: 0.5 }, { language: 'fr' })).toBe('β-VAE, β = 0,5');
    expect(nameOf('acai', { lambda: 0 }, { language: 'fr' })).toBe('ACAI, critique coupé');
  });

  test('against its preset, and by its terms only', () => {
    expect(nameOf('aae', { priorWeight: 1 })).toBe('AAE');
    expect(nameOf('aae', { priorWeight: 1 }, { preset: 'quick' })).toBe('AAE, w = 1');
    expect(nameOf('acai', { gamma: 0.5 })).toBe('ACAI');
    expect(nameOf('denoising', { noise: 0.5 })).toBe('Denoising');
  });
});
