import { expect, test } from 'vitest';
import { resolveTheme } from './appliedTheme.ts';

test('the user’s theme comes before the system’s', () => {
  expect(resolveTheme('auto', true)).toBe('dark');
  expect(resolveTheme('auto', false)).toBe('light');
  expect(resolveTheme('light', true)).toBe('light');
  expect(resolveTheme('dark', false)).toBe('dark');
  expect(resolveTheme('projector', true)).toBe('projector');
});
