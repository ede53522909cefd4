import { List, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MappingPreview as Preview } from '../../shared/mapping/guess';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { SampleCaption } from '../ui/sample/SampleCaption';
import { SampleView } from '../ui/sample/SampleView';

const words = texts.datasets.mapped;
const mostSkipped = 5;

/** The first samples as the mapping makes them, and rows that it leaves out. */
export function MappingPreview({ preview }: { readonly preview: Preview }): ReactNode {
  const { manifest, samples, skipped, remarks } = preview;
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
        {samples.map((sample) => (
          <Stack key={sample.id} gap={4}>
            <SampleView sample={sample} size={110} />
            <SampleCaption manifest={manifest} sample={sample} />
          </Stack>
        ))}
      </SimpleGrid>
      {remarks.map((remark) => (
        <Text key={remark} size="sm" maw="90ch">
          {shownText(remark)}
        </Text>
      ))}
      {skipped.length === 0 ? null : (
        <div>
          <Text size="sm">{words.leftOut}</Text>
          <List size="sm">
            {skipped.slice(0, mostSkipped).map(({ file, row, reason }, index) => (
              <List.Item key={index}>
                {shownText(row === null ? file : texts.datasets.import.line(file, String(row)))}: {shownText(reason)}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
