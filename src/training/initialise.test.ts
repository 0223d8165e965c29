import { describe, expect, it } from 'vitest';
import { GraphError, type Initialiser, type VariableSpec } from '../graph/tensor.ts';
import { initialValue } from './initialise.ts';

function spec(name: string, initialiser: Initialiser, shape = [50, 40]): VariableSpec {
  return { name, shape, role: 'parameter', initialiser };
}

const specs = [
  spec('zeros', { kind: 'zeros' }),
  spec('ones', { kind: 'ones' }),
  spec('normal', { kind: 'normal', standardDeviation: 0.3 }),
  spec('other', { kind: 'normal', standardDeviation: 0.3 }),
  spec('uniform', { kind: 'uniform', limit: 0.5 }),
  spec('copy', { kind: 'copy', of: 'uniform' }),
  spec('loose', { kind: 'copy', of: 'nothing' }),
  spec('wrong', { kind: 'copy', of: 'uniform' }, [3]),
];

function moments(values: Float32Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  return { mean, deviation: Math.sqrt(square - mean * mean) };
}

describe('initialValue', () => {
  it('fills zeros and ones', () => {
    expect(new Set(initialValue('zeros', specs, 1))).toEqual(new Set([0]));
    expect(new Set(initialValue('ones', specs, 1))).toEqual(new Set([1]));
  });

  it('draws normals of the deviation asked for', () => {
    const { mean, deviation } = moments(initialValue('normal', specs, 1));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(deviation - 0.3)).toBeLessThan(0.02);
  });

  it('draws uniforms on [-limit, limit)', () => {
    const values = initialValue('uniform', specs, 1);
    expect(Math.max(...values)).toBeLessThan(0.5);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.abs(moments(values).deviation - 0.5 / Math.sqrt(3))).toBeLessThan(0.02);
  });

  it('depends on seed and name only', () => {
    expect(initialValue('normal', specs, 7)).toEqual(initialValue('normal', specs, 7));
    expect(initialValue('normal', specs, 7)).not.toEqual(initialValue('normal', specs, 8));
    expect(initialValue('normal', specs, 7)).not.toEqual(initialValue('other', specs, 7));
  });

  it('copies, and refuses copies that cannot be', () => {
    expect(initialValue('copy', specs, 1)).toEqual(initialValue('uniform', specs, 1));
    expect(() => initialValue('loose', specs, 1)).toThrow(GraphError);
    expect(() => initialValue('wrong', specs, 1)).toThrow(/another size/);
  });
});
