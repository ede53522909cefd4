import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { softmax } from '../../../analysis/softmax';
import type { Prediction } from '../../../shared/record';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import { useShares } from '../../ui/use-shares';
import type { Case } from './cases';

const words = texts.results.samples;
/** Classes shown: the label, the answers, and what is likeliest besides. */
const most = 5;

/** Probabilities of the likeliest classes, before and after. */
export function Probabilities({
  record,
  classes,
}: {
  readonly record: Case;
  readonly classes: readonly string[];
}): ReactNode {
  const attacked = attackedPrediction(record);
  const before = softmax(record.clean.logits);
  const after = attacked === null ? null : softmax(attacked.logits);
  const weight = (index: number): number =>
    (index === record.label ? 4 : 0) +
    (index === attacked?.predicted || index === record.clean.predicted ? 2 : 0) +
    Math.max(before[index], after?.[index] ?? 0);
  const shown = before
    .map((_, index) => index)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, most);
  return (
    <Stack gap={8}>
      {shown.map((index) => {
        const name = visibleText(classes.at(index) ?? String(index));
        return (
          <Box key={index}>
            <Text size="sm" fw={index === record.label ? 600 : 400}>
              {name}
              {index === record.label ? ` (${words.label})` : ''}
            </Text>
            <Bar title={words.before} value={before[index]} name={name} />
            {after === null ? null : <Bar title={words.after} value={after[index]} name={name} />}
          </Box>
        );
      })}
    </Stack>
  );
}

interface BarProps {
  readonly title: string;
  readonly value: number;
  /** Of the class. */
  readonly name: string;
}

function Bar({ title, value, name }: BarProps): ReactNode {
  const { share } = useShares();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" c="dimmed" w={44}>
        {title}
      </Text>
      <Progress
        value={value * 100}
        size="sm"
        aria-label={`${name}, ${title}: ${share(value)}`}
        transitionDuration={0}
        style={{ flex: 1 }}
        {...(title === words.after ? { color: 'orange' } : {})}
      />
      <Text size="xs" w={56} ta="right">
        {share(value)}
      </Text>
    </Group>
  );
}

function attackedPrediction(record: Case): Prediction | null {
  switch (record.kind) {
    case 'removal':
      return record.found?.attacked ?? null;
    case 'perturbation':
      return record.outcome?.attacked ?? null;
    default:
      return record satisfies never;
  }
}
