import { Anchor, Progress, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { frontier } from '../../../analysis/certificates/mmcert/frontier';
import { decimal } from '../../../analysis/format';
import { largestRadiusOf } from '../../../analysis/measures/certified';
import {
  certifiedRays,
  ratioOf,
  threatsTo,
  threatWords,
  type Ray,
  type VoteChoice,
} from '../../../shared/certificates/certificate';
import type { CertificateRecord } from '../../../shared/records/record';
import { shownName } from '../../../shared/text/shown-text';
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
              <Table.Th>{words.tampered(threatWords(choice))}</Table.Th>
              <Table.Th ta="right">{words.radius}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {radii.map(({ ray, radius }, index) => (
              <Table.Tr key={index}>
                <Table.Th scope="row" fw={400}>
                  {named(ray)}
                </Table.Th>
                <Table.Td ta="right">{radius === null ? '–' : decimal(radius)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed">
        {words.holds(words.whatever[choice.name === 'mmcert' ? choice.threat : 'modify'], decimal(choice.alpha))}
      </Text>
      {calculator === null ? null : (
        <Anchor size="xs" href={calculator}>
          {words.calculate}
        </Anchor>
      )}
    </Stack>
  );
}

/** How two of the inputs trade in this sample, of several as they are chosen; nothing where one stands nothing. */
export function VotedFrontier({ record, choice }: Omit<VotesProps, 'classes'>): ReactNode {
  const pairs = useMemo(() => pairsOf(record), [record]);
  const [pair, setPair] = useState(0);
  const shown = pairs.at(pair) ?? pairs.at(0);
  const chart = useMemo(() => (shown === undefined ? null : chartOf(record, choice, shown)), [record, choice, shown]);
  return (
    <Stack gap="xs">
      {pairs.length < 2 ? null : (
        <Select
          label={words.pair}
          size="xs"
          maw={320}
          allowDeselect={false}
          data={pairs.map((own, index) => ({
            value: String(index),
            label: own.map((place) => record.pools[place].modalities.map(shownName).join(' + ')).join(', '),
          }))}
          value={String(Math.min(pair, pairs.length - 1))}
          onChange={(value) => {
            setPair(value === null ? pair : Number(value));
          }}
        />
      )}
      {chart === null ? null : <Chart chart={chart} />}
    </Stack>
  );
}

function radiiOf(
  record: CertificateRecord,
  choice: VoteChoice,
): readonly { readonly ray: Ray; readonly radius: number | null }[] {
  return certifiedRays(choice).map((ray) => ({ ray, radius: largestRadiusOf(record, choice, ray) }));
}

function named(ray: Ray): string {
  const ids = Object.keys(ray).map(shownName).join(' + ');
  const ratio = ratioOf(ray);
  if (Object.keys(ray).length === 1) return ids;
  return ratio === null ? words.each(ids) : words.ratio(ids, ratio);
}

/** How two inputs trade; none where they are drawn together, or one alone is certified. */
function chartOf({ votes, pools }: CertificateRecord, choice: VoteChoice, pair: readonly [number, number]) {
  const { alpha, strict } = choice;
  const points = frontier({ votes, alpha, strict }, pools, threatsTo(choice, pools), pair);
  // Where one stands no element at all there is nothing to trade.
  if (points === null || points.length < 2 || points.every(({ second }) => second === 0)) return null;
  return frontierChart(points, [pools[pair[0]].modalities[0], pools[pair[1]].modalities[0]], null);
}

/** Two inputs that are drawn from by themselves. */
function pairsOf({ pools, unasked }: CertificateRecord): readonly (readonly [number, number])[] {
  if (unasked !== undefined) return [];
  return pools.flatMap((_, first) => pools.flatMap((__, second) => (second > first ? [[first, second] as const] : [])));
}

/** The calculator with these votes, to ask of other radii and other attacks; it knows one attack on all inputs. */
function calculatorOf({ votes, pools }: CertificateRecord, choice: VoteChoice) {
  const { alpha, strict } = choice;
  const threats = new Set(threatsTo(choice, pools));
  const [attack] = threats;
  if (threats.size > 1) return null;
  return hrefToVotes({
    pools: pools.map(({ modalities, n, k }) => ({
      name: modalities.map(shownName).join(' + '),
      elements: n,
      drawn: k,
    })),
    votes: [...votes],
    alpha,
    strict,
    attack,
  });
}
