import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Region } from '../../../shared/modality';
import type { SampleView as Sample } from '../../../shared/protocol';
import { visibleText } from '../../../shared/visible-text';
import { texts } from '../../texts/catalogue';
import { SampleImage } from './SampleImage';
import classes from './SampleView.module.css';

export interface SampleViewProps {
  readonly sample: Pick<Sample, 'values'>;
  /** Removed parts: squares are outlined, words struck. */
  readonly removed?: readonly Region[];
  /** Longer side of a picture, in CSS pixels. */
  readonly size?: number;
}

/** A sample as a person sees it, whatever its modalities. */
export function SampleView({ sample, removed = none, size = 140 }: SampleViewProps): ReactNode {
  const values = Object.entries(sample.values);
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-start">
        {values.map(([modality, value]) =>
          value.kind === 'image' ? (
            <SampleImage
              key={modality}
              modality={modality}
              image={value}
              size={size}
              removed={removed.flatMap((region) =>
                region.kind === 'image' && region.modality === modality ? [region.box] : [],
              )}
            />
          ) : null,
        )}
      </Group>
      {values.map(([modality, value]) =>
        value.kind === 'text' ? (
          <Words key={modality} modality={modality} words={value.words} removed={removed} />
        ) : null,
      )}
    </Stack>
  );
}

const none: readonly Region[] = [];

function Words(props: {
  readonly modality: string;
  readonly words: readonly string[];
  readonly removed: readonly Region[];
}): ReactNode {
  const { modality, words, removed } = props;
  const struck = new Set(
    removed.flatMap((region) => (region.kind === 'text' && region.modality === modality ? [region.word] : [])),
  );
  if (words.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.ui.sample.noWords}
      </Text>
    );
  }
  return (
    <Text size="sm" lh={1.5}>
      {words.map((word, index) => (
        <span key={index}>
          {index === 0 ? '' : ' '}
          {struck.has(index) ? <del className={classes.struck}>{visibleText(word)}</del> : visibleText(word)}
        </span>
      ))}
    </Text>
  );
}
