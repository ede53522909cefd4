import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VerdictCard } from '../../../report/document';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { toneInk } from './tones';

/** Models of which all is read at once; of more, a page of their names comes first. */
const mostUnfolded = 8;

/** What was found of each model, in words. */
export function VerdictCards({ models }: { readonly models: readonly VerdictCard[] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, md: Math.min(2, models.length) }} spacing="md">
      {models.map(({ title, tone, badge, sentences }, index) => (
        <Paper key={index} component="section" withBorder p="md" style={{ borderLeft: `4px solid ${toneInk[tone]}` }}>
          <Stack gap={6}>
            <Group justify="space-between" gap="xs" align="baseline">
              <Title order={3} style={{ overflowWrap: 'anywhere' }}>
                {shownText(title)}
              </Title>
              <Text size="sm" fw={600} c={toneInk[tone]}>
                {badge}
              </Text>
            </Group>
            {models.length > mostUnfolded ? (
              <details>
                <Text component="summary" size="sm">
                  {texts.results.foundOf(sentences.length)}
                </Text>
                <Sentences sentences={sentences} />
              </details>
            ) : (
              <Sentences sentences={sentences} />
            )}
          </Stack>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Sentences({ sentences }: Pick<VerdictCard, 'sentences'>): ReactNode {
  return (
    <Stack gap={6}>
      {sentences.map((sentence, place) => (
        <Text key={place} size="sm" {...(sentence.tone === 'void' ? { c: toneInk.void } : {})}>
          {shownText(sentence.text)}
        </Text>
      ))}
    </Stack>
  );
}
