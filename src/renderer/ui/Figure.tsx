import { Group, Stack, Text, type MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { Estimate } from '../../analysis/statistics/estimate';
import { texts } from '../texts/catalogue';
import type { TermId } from '../texts/glossary';
import { Term } from './Term';
import { useShares } from './use-shares';

export interface FigureProps {
  readonly estimate: Estimate;
  /** What it is a share of; explained where it is a term of the glossary. */
  readonly label?: string;
  readonly term?: TermId;
  readonly size?: MantineSize;
}

/** A share with its 95 % interval and the number of samples: never one without the others. */
export function Figure({ estimate, label, term, size = 'md' }: FigureProps): ReactNode {
  const { share, interval } = useShares();
  const heading = term === undefined ? label : <Term id={term}>{label}</Term>;
  return (
    <Stack gap={0}>
      {heading === undefined ? null : (
        <Text size="xs" c="dimmed" component="div">
          {heading}
        </Text>
      )}
      <Group gap={6} align="baseline" wrap="nowrap">
        <Text size={size} fw={600} span>
          {estimate.value === null ? texts.ui.figure.missing : share(estimate.value)}
        </Text>
        {estimate.value === null ? null : (
          <Text size="xs" c="dimmed" span style={{ whiteSpace: 'nowrap' }} title={texts.ui.figure.interval}>
            {interval(estimate)} {texts.ui.figure.n(decimal(estimate.n))}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
