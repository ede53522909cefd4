import { Group, Stack, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { maskPicture } from '../../report/samples/mask-picture';
import { isPictureView, type SampleView as Sample } from '../../shared/samples/sample-view';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { SampleImage } from '../ui/sample/SampleImage';

const words = texts.datasets.browser;

export interface LabelledPixelsProps {
  readonly sample: Sample;
  /** Longer side of a picture, in CSS pixels. */
  readonly size: number;
}

/** What each sensor sees, and beside it what is true of every pixel. */
export function LabelledPixels({ sample, size }: LabelledPixelsProps): ReactNode {
  const mask = useMemo(() => maskPicture(sample), [sample]);
  const pictures = Object.entries(sample.values).flatMap(([id, value]) =>
    isPictureView(value) ? [{ name: shownText(id), image: value }] : [],
  );
  const all = mask === null ? pictures : [...pictures, { name: words.mask, image: mask }];
  return (
    <Group gap={6} align="flex-start">
      {all.map(({ name, image }) => (
        <Stack key={name} gap={2}>
          <SampleImage modality={name} image={image} size={size} removed={[]} />
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Stack>
      ))}
    </Group>
  );
}
