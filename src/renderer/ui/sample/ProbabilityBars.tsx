import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { softmax } from '../../../analysis/softmax';
import { sampleColours } from '../../../report/charts/style';
import type { Prediction } from '../../../shared/record';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';
import { useShares } from '../use-shares';

const words = texts.ui.probabilities;
/** Classes shown: the label, the answers, and what is likeliest besides. */
const most = 5;

export interface ProbabilityBarsProps {
  readonly classes: readonly string[];
  readonly label: number;
  readonly before: Prediction;
  /** Null: nothing was done to the sample. */
  readonly after: Prediction | null;
}

/** Probabilities of the likeliest classes, before and after something was done to the sample. */
export function ProbabilityBars({ classes, label, before, after }: ProbabilityBarsProps): ReactNode {
  const clean = softmax(before.logits);
  const changed = after === null ? null : softmax(after.logits);
  return (
    <Stack gap={8}>
      {shownClasses(clean, label, before.predicted).map((index) => {
        const name = shownText(classes.at(index) ?? String(index));
        return (
          <Box key={index}>
            <Text size="sm" fw={index === label ? 600 : 400}>
              {name}
              {index === label ? ` (${words.label})` : ''}
            </Text>
            <Bar value={clean[index]} name={name} moment="before" />
            {changed === null ? null : <Bar value={changed[index]} name={name} moment="after" />}
          </Box>
        );
      })}
    </Stack>
  );

  /** In an order that does not change while parts are removed, unless another class becomes the answer. */
  function shownClasses(values: readonly number[], own: number, predicted: number): readonly number[] {
    const weight = (index: number): number =>
      (index === own ? 4 : 0) +
      (index === predicted ? 2 : 0) +
      (index === after?.predicted && values.length > most ? 1 : 0) +
      values[index];
    return values
      .map((_, index) => index)
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, most);
  }
}

interface BarProps {
  readonly value: number;
  readonly name: string;
  readonly moment: keyof typeof sampleColours;
}

function Bar({ value, name, moment }: BarProps): ReactNode {
  const { share } = useShares();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" c="dimmed" w={44}>
        {words[moment]}
      </Text>
      <Progress
        value={value * 100}
        size="sm"
        aria-label={`${name}, ${words[moment]}: ${share(value)}`}
        transitionDuration={0}
        color={sampleColours[moment]}
        striped={moment === 'after'}
        style={{ flex: 1 }}
      />
      <Text size="xs" w={56} ta="right">
        {share(value)}
      </Text>
    </Group>
  );
}
