import type { ReferenceRow as ReferenceRowName } from '../store/view.ts';
import controls from './controls.module.css';
import { GridRow } from './GridRow.tsx';

interface ReferenceRowProps {
  readonly row: ReferenceRowName;
  readonly name: string;
  readonly text: string;
  readonly columns: number;
}

/** A row that needs no network: what to hope for, and what to beat. */
export function ReferenceRow({ row, name, text, columns }: ReferenceRowProps) {
  return (
    <GridRow
      row={row}
      name={name}
      columns={columns}
      heading={
        <>
          <strong>{name}</strong>
          <span className={controls.note}>{text}</span>
        </>
      }
    />
  );
}
