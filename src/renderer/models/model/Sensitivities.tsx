import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { sensitivities } from '../../../analysis/certificates/crmt/sensitivity';
import { decimal } from '../../../analysis/format';
import type { Integration } from '../../../shared/integration';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.models.sensitivity;

/** How much each modality counts in the decision, how fast it can change it, and what the second step of training did. */
export function Sensitivities({ integration }: { readonly integration: Integration }): ReactNode {
  const { secondStep, samples } = integration;
  return (
    <>
      <Text size="xs" c="dimmed" maw="75ch">
        {words.lead(decimal(samples))}
      </Text>
      <Table aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.modality}</Table.Th>
            <Table.Th scope="col" ta="right">
              {words.weight}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {words.slope}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {words.proven}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sensitivities(integration).map(({ modality, weight, slope, proven }) => (
            <Table.Tr key={modality}>
              <Table.Th scope="row" fw={400}>
                {shownText(modality)}
              </Table.Th>
              <Table.Td ta="right">{decimal(weight)}</Table.Td>
              <Table.Td ta="right">{decimal(slope)}</Table.Td>
              <Table.Td ta="right">{proven === null ? words.unproven : decimal(proven)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {secondStep === null ? null : (
        <Text size="sm">{words.secondStep(decimal(secondStep.before), decimal(secondStep.after))}</Text>
      )}
    </>
  );
}
