/** How a matrix product is cut into tiles, one to a workgroup. */

export interface Blocking {
  /** Rows and columns of the result that a workgroup computes. */
  readonly rows: number;
  readonly columns: number;
  /** … and each of its invocations. */
  readonly ownRows: 4 | 8;
  readonly ownColumns: 4 | 8;
}

/** Terms of the sum that are in workgroup memory at a time. */
export const depth = 16;

const blockings: readonly Blocking[] = [
  { rows: 64, columns: 64, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 64, ownRows: 8, ownColumns: 8 },
  { rows: 32, columns: 64, ownRows: 4, ownColumns: 4 },
  { rows: 64, columns: 32, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 32, ownRows: 8, ownColumns: 4 },
  { rows: 32, columns: 32, ownRows: 4, ownColumns: 4 },
  { rows: 64, columns: 16, ownRows: 4, ownColumns: 4 },
  { rows: 128, columns: 16, ownRows: 8, ownColumns: 4 },
  { rows: 256, columns: 16, ownRows: 8, ownColumns: 4 },
];

export const invocationsOf = ({ rows, columns, ownRows, ownColumns }: Blocking) =>
  (rows / ownRows) * (columns / ownColumns);

/** Tiles that suit a result of so many columns, the likeliest first. */
export function blockingsFor(columns: number): readonly Blocking[] {
  const widest = columns > 32 ? 64 : columns > 16 ? 32 : 16;
  return blockings.filter((blocking) => blocking.columns === widest);
}
