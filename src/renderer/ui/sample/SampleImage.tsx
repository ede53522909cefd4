import { Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { isBox, partsText, type Region } from '../../../shared/data/modality';
import {
  boxesInPicture,
  kindShown,
  sidesText,
  soundTicks,
  type PictureView,
} from '../../../shared/samples/sample-view';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { rgba } from './pixels';
import { SoundAxes } from './SoundAxes';
import classes from './SampleView.module.css';

export interface SampleImageProps {
  readonly modality: string;
  readonly image: PictureView;
  /** Longer side, in CSS pixels. */
  readonly size: number;
  readonly removed: readonly Region[];
}

/** One picture of a sample, its pixels as they are, removed parts outlined; beside a sound its axes, below others what its sides measure. */
export function SampleImage({ modality, image, size, removed }: SampleImageProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = image;
  const boxes = boxesInPicture(
    image,
    removed.filter(isBox).map(({ box }) => box),
  );
  // A thumbnail has no room for words.
  const sides = size < 100 ? null : sidesText(image);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(rgba(image), image.width, image.height), 0, 0);
  }, [image]);
  const scale = size / Math.max(width, height);
  const name = shownText(modality);
  // Two CSS pixels, whatever the picture is enlarged by.
  const line = 2 / scale;
  const picture = (
    <div
      className={classes.picture}
      style={{ width: width * scale, height: height * scale }}
      role="img"
      aria-label={
        boxes.length === 0
          ? texts.ui.sample.image(name)
          : texts.ui.sample.removed(name, partsText(kindShown(image), boxes.length))
      }
    >
      <canvas ref={canvas} width={width} height={height} />
      {boxes.length === 0 ? null : (
        <svg viewBox={`0 0 ${String(width)} ${String(height)}`} fill="none" aria-hidden="true">
          {boxes.map(([top, left, boxHeight, boxWidth], index) => {
            const box = {
              x: left + line / 2,
              y: top + line / 2,
              width: Math.max(0, Math.min(width, left + boxWidth) - left - line),
              height: Math.max(0, Math.min(height, top + boxHeight) - top - line),
            };
            return (
              <g key={index}>
                <rect {...box} stroke="#fff" strokeWidth={line * 2} />
                <rect {...box} stroke="#d4261c" strokeWidth={line} />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
  if (sides === null) return picture;
  if (image.kind === 'audio') {
    return (
      <SoundAxes {...soundTicks(image)} width={width * scale} height={height * scale}>
        {picture}
      </SoundAxes>
    );
  }
  return (
    <div>
      {picture}
      <Text size="xs" c="dimmed" maw={Math.max(size, 200)}>
        {shownText(sides)}
      </Text>
    </div>
  );
}
