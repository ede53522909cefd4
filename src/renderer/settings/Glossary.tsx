import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { glossary } from '../texts/glossary';

const words = texts.ui.term;
const entries = Object.values(glossary).sort((a, b) => a.term.localeCompare(b.term));

export function Glossary(): ReactNode {
  return (
    <Stack gap="sm">
      <Text size="sm">{texts.settings.glossary.lead}</Text>
      <SimpleGrid component="dl" cols={{ base: 1, sm: 2, xl: 3 }} spacing="lg" verticalSpacing="md" m={0}>
        {entries.map(({ term, meaning, direction, beware }) => (
          <div key={term}>
            <Text component="dt" size="sm" fw={650}>
              {term}
            </Text>
            <Text component="dd" size="sm" m={0}>
              {meaning}
              <Text span size="xs" c="dimmed" display="block" mt={2}>
                {words.direction}: {direction}.
              </Text>
              <Text span size="xs" c="dimmed" display="block">
                {words.beware}: {beware}
              </Text>
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
