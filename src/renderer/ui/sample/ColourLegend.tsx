import { ColorSwatch, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PixelCards } from '../../../report/document';
import { shownText } from '../../../shared/text/shown-text';

/** What the colours of a map stand for, in words. */
export function ColourLegend({ title, entries }: PixelCards['legends'][number]): ReactNode {
  return (
    <Group gap="xs" role="list" aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {entries.map(({ name, colour }) => (
        <Group key={name} gap={5} wrap="nowrap" role="listitem">
          <ColorSwatch color={colour} size={14} radius={2} aria-hidden />
          <Text size="sm">{shownText(name)}</Text>
        </Group>
      ))}
    </Group>
  );
}
