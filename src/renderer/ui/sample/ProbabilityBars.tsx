import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { answerShares, type AnswerShare } from '../../../analysis/answer-shares';
import { decimal } from '../../../analysis/format';
import { sampleColours } from '../../../report/charts/style';
import type { Prediction } from '../../../shared/record';
import { shownText } from '../../../shared/shown-text';
import { answerName, truthName, type Answered } from '../../../shared/target';
import { texts } from '../../texts/catalogue';
import { useShares } from '../use-shares';

const words = texts.ui.probabilities;
/** Classes shown: the label, the answers, and what is likeliest besides. */
const most = 5;

export interface ProbabilityBarsProps {
  readonly data: Answered;
  readonly label: number;
  /** Of data that ask for a value: the right one. */
  readonly value?: number | undefined;
  readonly before: Prediction;
  /** Null: nothing was done to the sample. */
  readonly after: Prediction | null;
}

/**
 * Probabilities of the likeliest classes or labels, before and after something was done to the sample; of a value, both
 * answers.
 */
export function ProbabilityBars({ data, label, value, before, after }: ProbabilityBarsProps): ReactNode {
  const clean = answerShares(data, before.logits, label);
  const changed = after === null ? null : answerShares(data, after.logits, label);
  if (clean === null) return <Values data={data} label={label} value={value} before={before} after={after} />;
  return (
    <Stack gap={8}>
      {shownClasses(clean).map(({ index, name: own, share, isLabel }) => {
        const name = shownText(own);
        return (
          <Box key={index}>
            <Text size="sm" fw={isLabel ? 600 : 400}>
              {name}
              {isLabel ? ` (${words.label})` : ''}
            </Text>
            <Bar value={share} name={name} moment="before" />
            {changed === null ? null : <Bar value={changed[index].share} name={name} moment="after" />}
          </Box>
        );
      })}
    </Stack>
  );

  /** In an order that does not change while parts are removed, unless another class becomes the answer. */
  function shownClasses(shares: readonly AnswerShare[]): readonly AnswerShare[] {
    const weight = ({ index, share, isLabel }: AnswerShare): number =>
      (isLabel ? 4 : 0) +
      (index === before.predicted ? 2 : 0) +
      (index === after?.predicted && shares.length > most ? 1 : 0) +
      share;
    return [...shares].sort((a, b) => weight(b) - weight(a)).slice(0, most);
  }
}

function Values({ data, label, value, before, after }: ProbabilityBarsProps): ReactNode {
  const line = ({ logits: [answer], predicted }: Prediction): string =>
    `${decimal(answer)} (${answerName(data, predicted)})`;
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {words.label}: {truthName(data, { label, value })}
      </Text>
      <Text size="sm">
        {words.before}: {line(before)}
      </Text>
      {after === null ? null : (
        <Text size="sm">
          {words.after}: {line(after)}
        </Text>
      )}
    </Stack>
  );
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
