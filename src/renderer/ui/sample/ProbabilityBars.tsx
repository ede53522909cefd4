import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { answerShares, type AnswerShare } from '../../../analysis/answer-shares';
import { sampleColours } from '../../../report/charts/style';
import type { Prediction } from '../../../shared/records/record';
import { shownText } from '../../../shared/text/shown-text';
import { answerName, saidName, truthName, type Answered, type Target } from '../../../shared/data/target';
import { texts } from '../../texts/catalogue';
import { useShares } from '../use-shares';

const words = texts.ui.probabilities;
/** Classes shown, of which one is the answer: the label, the answers, and what is likeliest besides. Of a set each label counts. */
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
  const { target } = data;
  const answers =
    target === undefined ? null : (
      <Answers data={data} target={target} label={label} value={value} before={before} after={after} />
    );
  if (clean === null) return answers;
  const isSet = target?.kind === 'labels';
  return (
    <Stack gap={8}>
      {answers}
      {(isSet ? clean : shownClasses(clean)).map(({ index, name: own, share, isLabel }) => {
        const name = shownText(own);
        return (
          <Box key={index}>
            <Text size="sm" fw={isLabel ? 600 : 400}>
              {name}
              {isLabel ? ` (${words.label})` : ''}
            </Text>
            <Bar value={share} name={name} moment="before" half={isSet} />
            {changed === null ? null : <Bar value={changed[index].share} name={name} moment="after" half={isSet} />}
          </Box>
        );
      })}
      {isSet ? (
        <Text size="xs" c="dimmed">
          {words.half}
        </Text>
      ) : null}
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

/** The whole answers in words: of several labels, bars leave them to be read together; a value has no bars. */
function Answers({
  data,
  target,
  label,
  value,
  before,
  after,
}: ProbabilityBarsProps & { readonly target: Target }): ReactNode {
  const line = (said: Prediction): string => {
    const own = shownText(saidName(data, said));
    return target.kind === 'value' ? `${own} (${answerName(data, said.predicted)})` : own;
  };
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {words.truth[target.kind]}: {shownText(truthName(data, { label, value }))}
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
  /** Whether a line stands at 50 %, beyond which a label is answered. */
  readonly half: boolean;
}

function Bar({ value, name, moment, half }: BarProps): ReactNode {
  const { share } = useShares();
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" c="dimmed" w={44}>
        {words[moment]}
      </Text>
      <Box pos="relative" flex={1}>
        <Progress
          value={value * 100}
          size="sm"
          aria-label={`${name}, ${words[moment]}: ${share(value)}`}
          transitionDuration={0}
          color={sampleColours[moment]}
          striped={moment === 'after'}
        />
        {half ? (
          <Box
            aria-hidden="true"
            data-half
            pos="absolute"
            top={-3}
            bottom={-3}
            left="50%"
            w={2}
            bg="var(--mantine-color-text)"
          />
        ) : null}
      </Box>
      <Text size="xs" miw={64} ta="right" style={{ whiteSpace: 'nowrap' }}>
        {share(value)}
      </Text>
    </Group>
  );
}
