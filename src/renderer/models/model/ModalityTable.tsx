import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../../shared/text/shown-text';

interface ModalityTableProps {
  /** What the table is of. */
  readonly title: string;
  /** Over the names of modalities. */
  readonly modality: string;
  /** Over what is told of each. */
  readonly columns: readonly string[];
  /** By modality, one text for each column. */
  readonly rows: readonly { readonly modality: string; readonly cells: readonly string[] }[];
}

/** A row for each modality of a model, with numbers. */
export function ModalityTable({ title, modality, columns, rows }: ModalityTableProps): ReactNode {
  return (
    <Table aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{modality}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column} scope="col" ta="right">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.modality}>
            <Table.Th scope="row" fw={400}>
              {shownText(row.modality)}
            </Table.Th>
            {row.cells.map((cell, index) => (
              <Table.Td key={columns[index]} ta="right">
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
