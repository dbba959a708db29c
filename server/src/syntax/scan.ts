import { RowTable } from './rowTable.ts';

/** Rows of a whole trace in UTF-8. Never fails, whatever the bytes are. */
export function scan(bytes: Uint8Array): RowTable {
  const table = new RowTable();
  table.append(bytes);
  return table;
}
