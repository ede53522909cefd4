import { useEffect, useRef, type ReactNode } from 'react';
import type { Region } from '../../../shared/modality';
import type { ImageView } from '../../../shared/sample-view';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';
import { rgba } from './pixels';
import classes from './SampleView.module.css';

export interface SampleImageProps {
  readonly modality: string;
  readonly image: ImageView;
  /** Longer side, in CSS pixels. */
  readonly size: number;
  readonly removed: readonly Region[];
}

/** One picture of a sample, its pixels as they are, removed squares outlined. */
export function SampleImage({ modality, image, size, removed }: SampleImageProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = image;
  const boxes = removed.flatMap((region) => (region.kind === 'image' ? [region.box] : []));
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(rgba(image), image.width, image.height), 0, 0);
  }, [image]);
  const scale = size / Math.max(width, height);
  const name = shownText(modality);
  // Two CSS pixels, whatever the picture is enlarged by.
  const line = 2 / scale;
  return (
    <div
      className={classes.picture}
      style={{ width: width * scale, height: height * scale }}
      role="img"
      aria-label={boxes.length === 0 ? texts.ui.sample.image(name) : texts.ui.sample.removed(name, boxes.length)}
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
}
