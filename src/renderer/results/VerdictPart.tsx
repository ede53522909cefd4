import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Context } from '../../report/sections/context';
import { readingItems, verdictBlocks } from '../../report/sections/verdict';
import { shownText } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import { useShares } from '../ui/use-shares';
import { Blocks } from '../ui/blocks/Blocks';

const words = texts.results;

/** The finding in words, model by model, and the requirements of the plan. */
export function VerdictPart({ context }: { readonly context: Context }): ReactNode {
  const { text } = useShares();
  const blocks = useMemo(() => verdictBlocks(context, []), [context]);
  const { study } = context.input.analysis;
  return (
    <Stack gap="md">
      {study.question === '' ? null : (
        <Text size="sm" c="dimmed" maw="100ch">
          {shownText(study.question)}
        </Text>
      )}
      <Blocks blocks={blocks} />
      <Paper component="section" aria-labelledby="reading">
        <Title order={3} id="reading" mb={4}>
          {words.reading.title}
        </Title>
        <List size="sm" maw="110ch">
          {readingItems(context).map((sentence, index) => (
            <List.Item key={index}>{shownText(text(sentence))}</List.Item>
          ))}
        </List>
      </Paper>
    </Stack>
  );
}
