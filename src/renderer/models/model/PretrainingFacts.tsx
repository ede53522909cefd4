import { Box, Table, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { duration } from '../../../analysis/quantities';
import { retrievalNote, retrievalRows } from '../../../analysis/retrieval';
import { pretrainingCurves } from '../../../report/charts/own-curves';
import type { Pretraining } from '../../../shared/pretraining';
import { shownText } from '../../../shared/shown-text';
import { Chart } from '../../charts/Chart';
import { texts } from '../../texts/catalogue';

const words = texts.models.pretraining;

/** What an encoder learned without labels: its loss at both ends, and how well the nearest sample tells a class. */
export function PretrainingFacts({ pretraining }: { readonly pretraining: Pretraining }): ReactNode {
  const { epochs, losses, seconds } = pretraining;
  const chart = useMemo(() => pretrainingCurves('without-labels', [{ title: words.loss, pretraining }]), [pretraining]);
  return (
    <>
      <Text size="sm">
        {words.lead(decimal(epochs), decimal(losses[0]), decimal(losses[losses.length - 1]), duration(seconds))}
      </Text>
      <Table aria-label={words.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.modality}</Table.Th>
            <Table.Th scope="col" ta="right">
              {words.before}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {words.after}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {retrievalRows(pretraining).map(({ modality, before, after }) => (
            <Table.Tr key={modality}>
              <Table.Th scope="row" fw={400}>
                {shownText(modality)}
              </Table.Th>
              <Table.Td ta="right">{before}</Table.Td>
              <Table.Td ta="right">{after}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" maw="75ch">
        {retrievalNote}
      </Text>
      {chart === null || losses.length < 2 ? null : (
        <Box mt="md">
          <Chart chart={chart} />
        </Box>
      )}
    </>
  );
}
