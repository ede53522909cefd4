import { Stack, Table, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { JointLead } from '../../../analysis/certificates/crmt/joint-head';
import { closestMargins, radiiIn, sampleBounds } from '../../../analysis/certificates/crmt/sample';
import { totalOf } from '../../../analysis/certificates/crmt/leads';
import type { Reach } from '../../../analysis/certificates/crmt/radius';
import { decimal } from '../../../analysis/format';
import { fastest } from '../../../analysis/measures/kept-radii';
import type { Integration } from '../../../shared/training/integration';
import type { LeadsRecord } from '../../../shared/records/record';
import { shownName, shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.results.samples.radii;

export interface KeptRadiiProps {
  readonly record: LeadsRecord;
  /** Undefined: the lab does not hold the model any more. */
  readonly integration: Integration | undefined;
  readonly classes: readonly string[];
}

/** How small a change of this sample may alter the answer: what is proven, and apart from it what is estimated. */
export function KeptRadii({ record, integration, classes }: KeptRadiiProps): ReactNode {
  const found = useMemo(() => (integration === undefined ? null : radiiOf(record, integration)), [record, integration]);
  if (found === null) return <Text size="sm">{words.noModel}</Text>;
  const { rows, fastestInputs, rival, lead, margins } = found;
  const nameOf = (index: number): string => shownText(classes[index] ?? decimal(index));
  if (lead <= 0) {
    return (
      <Stack gap="xs">
        <Title order={3}>{words.title}</Title>
        <Text size="sm">{words.wrong}</Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <Title order={3}>{words.title}</Title>
      <Text size="xs">{words.lead(nameOf(record.label), decimal(lead), nameOf(rival))}</Text>
      <Table verticalSpacing={2} horizontalSpacing={6} fz="xs" aria-label={words.proven}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.changed}</Table.Th>
            <Table.Th ta="right">{words.proven}</Table.Th>
            <Table.Th>{words.towards}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ ids, proven }) => (
            <Table.Tr key={ids.join(' ')}>
              <Table.Th scope="row" fw={400}>
                {ids.map(shownName).join(' + ')}
              </Table.Th>
              <Table.Td ta="right">{proven === null ? words.none : sized(proven)}</Table.Td>
              <Table.Td>{proven === null || proven.radius === 0 ? '–' : nameOf(proven.rival)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {record.proof === null ? words.unproven : words.holds}
      </Text>
      <Table verticalSpacing={2} horizontalSpacing={6} fz="xs" aria-label={words.estimated} c="dimmed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.changed}</Table.Th>
            <Table.Th ta="right">{words.estimated}</Table.Th>
            <Table.Th>{words.towards}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ ids, estimated }) => (
            <Table.Tr key={ids.join(' ')}>
              <Table.Th scope="row" fw={400}>
                {ids.map(shownName).join(' + ')}
              </Table.Th>
              <Table.Td ta="right">{sized(estimated)}</Table.Td>
              <Table.Td>{nameOf(estimated.rival)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {words.noProof}
      </Text>
      {margins === null ? null : (
        <>
          <Table verticalSpacing={2} horizontalSpacing={6} fz="xs" aria-label={words.margins}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.input}</Table.Th>
                <Table.Th ta="right">{words.margin}</Table.Th>
                <Table.Th ta="right">{words.factor}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows
                .flatMap(({ ids }) => (ids.length === 1 ? ids : []))
                .map((id, m) => (
                  <Table.Tr key={id}>
                    <Table.Th scope="row" fw={400}>
                      {shownName(id)}
                    </Table.Th>
                    <Table.Td ta="right">{decimal(margins.margins[m])}</Table.Td>
                    <Table.Td ta="right">{decimal(margins.factors[m])}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed">
            {words.marginsOf(nameOf(rival))}
          </Text>
        </>
      )}
      {rows.length > 1 && <Text size="xs">{limitsWords(fastestInputs)}</Text>}
    </Stack>
  );
}

interface RadiusRow {
  readonly ids: readonly string[];
  readonly proven: Reach | null;
  readonly estimated: Reach;
}

/** Which input can lower the lead fastest, by the slopes that are proven, if any, and by those that are estimated. */
interface FastestInputs {
  readonly proven: string | null;
  readonly estimated: string;
}

function limitsWords({ proven, estimated }: FastestInputs): string {
  return proven === null || proven === estimated
    ? words.limits(shownName(estimated), proven !== null)
    : words.limitsOpen(shownName(estimated), shownName(proven));
}

function radiiOf(
  record: LeadsRecord,
  integration: Integration,
): {
  /** All inputs together, then each alone. */
  readonly rows: readonly RadiusRow[];
  readonly fastestInputs: FastestInputs;
  readonly rival: number;
  readonly lead: number;
  readonly margins: JointLead | null;
} {
  const modalities = Object.keys(integration.weights);
  const { proven, estimated } = sampleBounds(record, integration, modalities);
  const sure = proven === null ? null : radiiIn(proven);
  const guessed = radiiIn(estimated);
  const alone = modalities.map((id, m): RadiusRow => ({
    ids: [id],
    proven: sure?.alone[m] ?? null,
    estimated: guessed.alone[m],
  }));
  const together: RadiusRow = { ids: modalities, proven: sure?.joint ?? null, estimated: guessed.joint };
  const closest = estimated.leads.reduce((best, lead) => (totalOf(lead) < totalOf(best) ? lead : best));
  return {
    rows: modalities.length === 1 ? alone : [together, ...alone],
    fastestInputs: {
      proven: proven === null ? null : modalities[fastest(proven)],
      estimated: modalities[fastest(estimated)],
    },
    rival: closest.rival,
    lead: totalOf(closest),
    margins: closestMargins(estimated, integration, record.label, modalities),
  };
}

function sized({ radius }: Reach): string {
  return Number.isFinite(radius) ? decimal(radius) : words.any;
}
