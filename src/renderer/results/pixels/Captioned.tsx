import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { SampleImage } from '../../ui/sample/SampleImage';

/** Longer side of a picture, in CSS pixels. */
export const size = 172;

export interface CaptionedProps {
  readonly caption: string;
  readonly image: Parameters<typeof SampleImage>[0]['image'];
}

/** A map of a sample's pixels under its name. */
export function Captioned({ caption, image }: CaptionedProps): ReactNode {
  return (
    <Stack gap={4}>
      <Title order={3} size="sm">
        {caption}
      </Title>
      <SampleImage modality={caption} image={image} size={size} removed={[]} />
    </Stack>
  );
}
