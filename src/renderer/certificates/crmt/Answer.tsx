import { Stack, Table, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { distanceOf } from '../../../analysis/certificates/crmt/given';
import type { Reach } from '../../../analysis/certificates/crmt/radius';
import { decimal } from '../../../analysis/format';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { Facts } from '../../ui/Facts';
import type { Asked } from './question';

const words = texts.certificates.scores;

/** How far the decision is from changing, by all inputs and by each alone, and what makes that an estimate. */
export function Answer({ question }: { readonly question: NonNullable<Asked['question']> }): ReactNode {
  const { given, names } = question;
  const distance = useMemo(() => distanceOf(given), [given]);
  const { lead, runnerUp, joint, kept, modalities } = distance;
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [words.runnerUp, words.classIs(String(runnerUp))],
          [words.leadTitle, words.leadIs(decimal(lead), String(runnerUp))],
          [words.joint, <strong>{reachText(joint)}</strong>],
          ...(kept === null ? [] : ([[words.kept, kept ? words.keptYes : words.keptNo]] as const)),
        ]}
      />
      <Table.ScrollContainer minWidth={0}>
        <Table aria-label={words.byModality} verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.modality}</Table.Th>
              <Table.Th ta="right">{words.share}</Table.Th>
              <Table.Th ta="right">{words.slope}</Table.Th>
              <Table.Th>{words.alone}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {modalities.map(({ share, slope, alone }, m) => (
              <Table.Tr key={m}>
                <Table.Th scope="row" fw={500}>
                  {shownText(names[m])}
                </Table.Th>
                <Table.Td ta="right">{decimal(share)}</Table.Td>
                <Table.Td ta="right">{decimal(slope)}</Table.Td>
                <Table.Td>{reachText(alone)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" maw="75ch">
        {words.jointHint}
      </Text>
      <Text size="sm" maw="75ch">
        {words.estimate}
      </Text>
    </Stack>
  );
}

function reachText({ radius, rival }: Reach): string {
  if (radius === Infinity) return words.any;
  return radius === 0 ? words.none : words.towards(decimal(radius), String(rival));
}
