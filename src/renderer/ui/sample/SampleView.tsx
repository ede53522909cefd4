import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Region } from '../../../shared/data/modality';
import {
  isPictureView,
  isSkeletonView,
  wordsOfView,
  type SampleView as Sample,
  type ValueView,
} from '../../../shared/samples/sample-view';
import { wordsOf } from '../../../shared/samples/regions';
import { shownText } from '../../../shared/text/shown-text';
import { SampleImage } from './SampleImage';
import { SkeletonPlayer } from './skeleton/SkeletonPlayer';
import { SampleWords } from './SampleWords';

export interface SampleViewProps {
  readonly sample: Pick<Sample, 'values'>;
  /** Removed parts: squares are outlined, words struck. */
  readonly removed?: readonly Region[];
  /**
   * What it was made of word by word: words that are not as they were there are marked, and joints that are elsewhere shown
   * beside where they were.
   */
  readonly before?: Pick<Sample, 'values'>;
  /** Longer side of a picture, in CSS pixels. */
  readonly size?: number;
}

/** Below it a picture is a thumbnail, with no room for words. */
const smallestNamed = 100;

/** A sample as a person sees it, modality under modality in the data set's order; of several pictures each has its name. */
export function SampleView({ sample, removed = none, before, size = 140 }: SampleViewProps): ReactNode {
  const isNamed = size >= smallestNamed && Object.values(sample.values).filter(isPictureView).length > 1;
  return (
    <Stack gap={6}>
      {Object.entries(sample.values).map(([modality, value]) => {
        const own = removed.filter((region) => region.modality === modality);
        switch (value.kind) {
          case 'image':
          case 'audio':
          case 'series':
            return (
              <Stack key={modality} gap={2}>
                {isNamed ? <Text size="xs">{shownText(modality)}</Text> : null}
                {isSkeletonView(value) ? (
                  <SkeletonPlayer
                    modality={modality}
                    view={value}
                    before={before?.values[modality]}
                    removed={own}
                    size={size}
                  />
                ) : (
                  <SampleImage modality={modality} image={value} size={size} removed={own} />
                )}
              </Stack>
            );
          case 'text':
          case 'tabular':
            return (
              <SampleWords
                key={modality}
                words={wordsOfView(value) ?? []}
                struck={wordsOf(own, modality)}
                before={wordsBefore(before?.values[modality])}
              />
            );
          default:
            return value satisfies never;
        }
      })}
    </Stack>
  );
}

const none: readonly Region[] = [];

function wordsBefore(value: ValueView | undefined): readonly string[] | null {
  return value === undefined ? null : wordsOfView(value);
}
