import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { aloneRows } from '../../../analysis/adapter-rows';
import type { ModelDescription } from '../../../shared/model-description';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.models.apart;

/** What each input of an ensemble came to by itself. */
export function ApartTable({ model }: { readonly model: Pick<ModelDescription, 'alone'> }): ReactNode {
  return (
    <Table aria-label={words.title}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.modality}</Table.Th>
          <Table.Th scope="col" ta="right">
            {words.test}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {words.kept}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {aloneRows(model).map(({ modality, test, kept }) => (
          <Table.Tr key={modality}>
            <Table.Th scope="row" fw={400}>
              {shownText(modality)}
            </Table.Th>
            <Table.Td ta="right">{test}</Table.Td>
            <Table.Td ta="right">{kept}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
