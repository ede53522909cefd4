import { Box, Group, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { PictureView } from '../../../shared/samples/sample-view';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { differencePixels, scaleColours, type Difference } from './difference';

const words = texts.ui.difference;

export interface DifferenceImageProps {
  readonly modality: string;
  /** What the picture is of. */
  readonly kind: PictureView['kind'];
  readonly difference: Difference;
  /** Longer side, in CSS pixels. */
  readonly size: number;
}

/** Attacked − original, on a symmetric scale with its bar, and the largest change. */
export function DifferenceImage({ modality, kind, difference, size }: DifferenceImageProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, largest } = difference;
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(differencePixels(difference, scheme), width, height), 0, 0);
  }, [difference, width, height, scheme]);
  const scale = size / Math.max(width, height);
  const end = decimal(largest);
  const colours = scaleColours[scheme].map((colour) => `rgb(${colour.join(', ')})`);
  return (
    <Stack gap={4} w={width * scale}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={words.alt(shownText(modality), end)}
        style={{ width: width * scale, height: height * scale, imageRendering: 'pixelated' }}
      />
      {largest === 0 ? null : (
        <>
          <Box h={10} style={{ background: `linear-gradient(to right, ${colours.join(', ')})` }} aria-hidden />
          <Group justify="space-between" gap={4} wrap="nowrap">
            <Text size="xs">−{end}/255</Text>
            <Text size="xs">0</Text>
            <Text size="xs">+{end}/255</Text>
          </Group>
          <Group justify="space-between" gap={4} wrap="nowrap" aria-hidden>
            <Text size="xs">{words.of[kind].down}</Text>
            <Text size="xs">{words.of[kind].up}</Text>
          </Group>
        </>
      )}
      <Text size="xs">{largest === 0 ? words.nothing : words.largest(end)}</Text>
      <Text size="xs" c="dimmed">
        {words.of[kind].caption}
      </Text>
    </Stack>
  );
}
