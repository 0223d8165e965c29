/**
 * Rows as CSV (RFC 4180): quoted only where they must be, CR LF after each row. Numbers have every digit and a
 * point; what is not finite is left empty.
 */
export function formatCsv(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [head, ...rows].map((row) => `${row.map(formatField).join(',')}\r\n`).join('');
}

function formatField(value: string | number | null): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (value === null) return '';
  // What a spreadsheet would take for a formula is taken for text.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
