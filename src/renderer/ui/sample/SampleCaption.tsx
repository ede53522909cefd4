import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../../shared/text/shown-text';
import { truthName } from '../../../shared/data/target';

type Truth = Parameters<typeof truthName>;

export interface SampleCaptionProps {
  readonly manifest: Truth[0];
  readonly sample: Truth[1] & { readonly id: string };
}

/** What is asked of a sample, and its id. */
export function SampleCaption({ manifest, sample }: SampleCaptionProps): ReactNode {
  return (
    <>
      <Text size="xs" fw={600}>
        {shownText(truthName(manifest, sample))}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {shownText(sample.id)}
      </Text>
    </>
  );
}
