import { expect, test } from 'vitest';
import { formatCsv } from './csv.ts';

test('fields are quoted where they must be, and numbers keep every digit', () => {
  const rows = [
    ['VAE, β = 4', 0.1 + 0.2, null],
    ['says "hi"\nthere', Number.NaN, -1e-9],
    ['=SUM(A1)', Number.POSITIVE_INFINITY, 0],
  ];
  expect(formatCsv(['name', 'a', 'b'], rows)).toBe(
    'name,a,b\r\n"VAE, β = 4",0.30000000000000004,\r\n"says ""hi""\nthere",,-1e-9\r\n\'=SUM(A1),,0\r\n',
  );
});
