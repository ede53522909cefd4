import { Anchor, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { frontier } from '../../../analysis/certificates/mmcert/frontier';
import { decimal } from '../../../analysis/format';
import { largestRadiusOf } from '../../../analysis/measures/certified';
import { certifiedSets, threatOf, type VoteChoice } from '../../../shared/certificate';
import type { CertificateRecord } from '../../../shared/record';
import { shownName } from '../../../shared/shown-text';
import { tampered } from '../../../shared/tamper';
import { hrefToVotes } from '../../address/given-votes';
import { Chart } from '../../charts/Chart';
import { frontierChart } from '../../charts/frontier-chart';
import { texts } from '../../texts/catalogue';

const words = texts.results.samples.votes;

export interface VotesProps {
  readonly record: CertificateRecord;
  readonly choice: VoteChoice;
  readonly classes: readonly string[];
}

/** How an ensemble voted on a sample, and what the votes prove of it: an abstention is said as such. */
export function Votes({ record, choice, classes }: VotesProps): ReactNode {
  const { votes, pools } = record;
  const radii = useMemo(() => radiiOf(record, choice), [record, choice]);
  const chart = useMemo(() => chartOf(record, choice), [record, choice]);
  const calculator = useMemo(() => calculatorOf(record, choice), [record, choice]);
  const total = votes.reduce((sum, count) => sum + count, 0);
  const most = votes.flatMap((count, index) => (count > 0 ? [{ count, index }] : [])).sort((a, b) => b.count - a.count);
  return (
    <Stack gap="xs">
      <Title order={3}>{words.title}</Title>
      {most.slice(0, 5).map(({ count, index }) => (
        <div key={index}>
          <Text size="xs">
            {words.of(classes[index] ?? decimal(index), index === record.label, decimal(count), decimal(total))}
          </Text>
          <Progress value={(100 * count) / total} size="sm" aria-label={classes[index] ?? decimal(index)} />
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {pools
          .map(({ modalities, n, k }) => words.drawn(modalities.map(shownName).join(' + '), decimal(k), decimal(n)))
          .join('; ')}
        {record.unasked === undefined ? '' : `. ${words.unasked(decimal(record.unasked))}`}
      </Text>
      {radii.every(({ radius }) => radius === null) ? (
        <Text size="sm" fw={650}>
          {words.abstains}
        </Text>
      ) : (
        <Table verticalSpacing={2} horizontalSpacing={6} fz="xs" aria-label={words.radii}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.tampered(tampered[threatOf(choice)])}</Table.Th>
              <Table.Th ta="right">{words.radius}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {radii.map(({ ids, radius }) => (
              <Table.Tr key={ids.join(' ')}>
                <Table.Th scope="row" fw={400}>
                  {ids.length === 1 ? shownName(ids[0]) : words.each(ids.map(shownName).join(' + '))}
                </Table.Th>
                <Table.Td ta="right">{radius === null ? '–' : decimal(radius)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed">
        {words.holds(words.whatever[threatOf(choice)], decimal(choice.alpha))}
      </Text>
      {chart === null ? null : <Chart chart={chart} />}
      {calculator === null ? null : (
        <Anchor size="xs" href={calculator}>
          {words.calculate}
        </Anchor>
      )}
    </Stack>
  );
}

function radiiOf(
  record: CertificateRecord,
  choice: VoteChoice,
): readonly { readonly ids: readonly string[]; readonly radius: number | null }[] {
  return certifiedSets(choice).map((ids) => ({ ids, radius: largestRadiusOf(record, choice, ids) }));
}

/** How the first two inputs trade; none where they are drawn together, or one alone is certified. */
function chartOf({ votes, pools }: CertificateRecord, choice: VoteChoice) {
  if (pools.length < 2) return null;
  const { alpha, strict } = choice;
  const points = frontier({ votes, alpha, strict }, pools, threatOf(choice), [0, 1]);
  if (points === null || points.length < 2) return null;
  return frontierChart(points, [pools[0].modalities[0], pools[1].modalities[0]], null);
}

/** The calculator with these votes, to ask of other radii and other attacks. */
function calculatorOf({ votes, pools }: CertificateRecord, choice: VoteChoice) {
  const { alpha, strict } = choice;
  return hrefToVotes({
    pools: pools.map(({ modalities, n, k }) => ({
      name: modalities.map(shownName).join(' + '),
      elements: n,
      drawn: k,
    })),
    votes: [...votes],
    alpha,
    strict,
    attack: threatOf(choice),
  });
}
