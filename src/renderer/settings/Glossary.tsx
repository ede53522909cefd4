import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useRoute } from '../address/route';
import { texts } from '../texts/catalogue';
import { glossary } from '../texts/glossary';

const words = texts.ui.term;
const entries = Object.entries(glossary).sort(([, a], [, b]) => a.term.localeCompare(b.term));

/** All terms that the window explains; `term` of the query is brought into view. */
export function Glossary(): ReactNode {
  const { term: wanted } = useRoute().query;
  useEffect(() => {
    document.getElementById(placeOf(wanted))?.scrollIntoView({ block: 'center' });
  }, [wanted]);
  return (
    <Stack gap="sm">
      <Text size="sm">{texts.settings.glossary.lead}</Text>
      <SimpleGrid component="dl" cols={{ base: 1, sm: 2, xl: 3 }} spacing="lg" verticalSpacing="md" m={0}>
        {entries.map(([id, { term, meaning, direction, beware }]) => (
          <div
            key={id}
            id={placeOf(id)}
            {...(id === wanted ? { style: { boxShadow: '-10px 0 0 -7px var(--mantine-color-anchor)' } } : {})}
          >
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

function placeOf(id: string): string {
  return `term-${id}`;
}
