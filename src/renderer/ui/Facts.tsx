import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** Names and what they are, one under the other. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  return (
    <Table withRowBorders={false} w="auto" verticalSpacing={3}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400} c="dimmed" pl={0} style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
