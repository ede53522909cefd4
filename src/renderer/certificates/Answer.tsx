import { Stack, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { certify, largestRadius } from '../../analysis/certificates/mmcert/certificate';
import { frontier } from '../../analysis/certificates/mmcert/frontier';
import { decimal } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import { Chart } from '../charts/Chart';
import { texts } from '../texts/catalogue';
import { Facts } from '../ui/Facts';
import { Term } from '../ui/Term';
import { frontierChart } from '../charts/frontier-chart';
import type { Question } from './question';

const words = texts.certificates;

/** What the votes guarantee at the radius asked about, how far it reaches, and how two inputs trade. */
export function Answer({ question }: { readonly question: Question }): ReactNode {
  const { certificate, largest, chart } = useMemo(() => answerOf(question), [question]);
  const { vote, names, radius, attack } = question;
  const elements = (sizes: readonly number[]): string =>
    sizes.map((size, place) => words.radius(decimal(size), shownText(names[place]))).join(', ');
  return (
    <Stack gap="sm">
      <Facts
        rows={[
          [words.winner, words.winnerIs(String(certificate.label))],
          [words.lower, words.atLeast(decimal(certificate.lower))],
          [words.upper, words.atMost(decimal(certificate.upper))],
          [words.delta(elements(radius)), <Term id="delta">{decimal(certificate.delta)}</Term>],
          ...(certificate.pValue === null ? [] : ([[words.pValue, decimal(certificate.pValue)]] as const)),
          [
            words.certified,
            <Text span size="sm" fw={650} {...(certificate.certified ? { c: 'var(--lab-good)' } : {})}>
              {certificate.certified ? words.yes : words.no}
            </Text>,
          ],
          ...(largest === null ? [] : ([[words.largest, elements(largest)]] as const)),
        ]}
      />
      {largest === null ? <Text size="sm">{words.abstains}</Text> : null}
      <Text size="xs" c="dimmed" maw="75ch">
        {words.holds(decimal(vote.alpha))}
        {attack === 'modify' ? '' : ` ${words.positions}`}
      </Text>
      {chart === null ? null : <Chart chart={chart} />}
    </Stack>
  );
}

function answerOf({ vote, modalities, radius, attack, ratio, names }: Question) {
  const certificate = certify(vote, modalities, radius, attack);
  const largest = largestRadius(vote, modalities, attack, (r) =>
    modalities.map((_, place) => (place === 0 ? r : Math.floor(r * ratio))),
  );
  const points = modalities.length < 2 ? null : frontier(vote, modalities, attack, [0, 1]);
  const chart =
    points === null ? null : frontierChart(points, [names[0], names[1]], { first: radius[0], second: radius[1] });
  return { certificate, largest, chart };
}
