import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { DifferenceImage } from '../../ui/sample/DifferenceImage';
import type { ChangedPicture } from './changed-pictures';

export interface DifferencesProps {
  readonly differences: readonly ChangedPicture[];
  /** Longer side of a picture, in CSS pixels. */
  readonly size: number;
}

/** What was changed in each picture; nothing where none was. */
export function Differences({ differences, size }: DifferencesProps): ReactNode {
  if (differences.length === 0) return null;
  return (
    <Stack gap={6}>
      <Title order={3}>{texts.ui.difference.title}</Title>
      {differences.map(({ modality, kind, difference }) => (
        <Stack key={modality} gap={2}>
          <Text size="xs">{shownText(modality)}</Text>
          <DifferenceImage modality={modality} kind={kind} difference={difference} size={size} />
        </Stack>
      ))}
    </Stack>
  );
}
