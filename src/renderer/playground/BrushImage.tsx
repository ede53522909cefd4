import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { VisuallyHidden } from '@mantine/core';
import type { ImageRegion } from '../../shared/data/modality';
import type { PictureView } from '../../shared/samples/sample-view';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { rgba } from '../ui/sample/pixels';
import { useShares } from '../ui/use-shares';
import { goneShare, outline, squareAt, strokeBoxes, type Mask } from './mask';
import classes from './playground.module.css';

const words = texts.playground.brush;
/** Longer side of the picture, in CSS pixels. */
const size = 308;

type Place = readonly [row: number, column: number];

export interface BrushImageProps {
  readonly modality: string;
  readonly image: PictureView;
  /** Colour of removed pixels, per channel in [0, 1]. */
  readonly mean: readonly number[];
  readonly mask: Mask;
  /** Side of the brush, in pixels of the picture. */
  readonly side: number;
  /** Does the brush bring back? */
  readonly restores: boolean;
  readonly muted: boolean;
  readonly onPaint: (boxes: readonly ImageRegion[], removed: boolean) => void;
}

/** A picture whose parts are removed by dragging over them, or with the keyboard. */
export function BrushImage(props: BrushImageProps): ReactNode {
  const { modality, image, mean, mask, side, restores, muted, onPaint } = props;
  const { share } = useShares();
  const hint = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<Place | null>(null);
  const [cursor, setCursor] = useState<Place | null>(null);
  const { width, height } = image;
  const scale = size / Math.max(width, height);
  const original = useMemo(() => rgba(image), [image]);
  const border = useMemo(() => outline(mask), [mask]);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(without(original, mask, mean), width, height), 0, 0);
  }, [original, mask, mean, width, height]);

  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): Place => {
    const frame = currentTarget.getBoundingClientRect();
    const along = (at: number, start: number, length: number, pixels: number): number =>
      Math.max(0, Math.min(pixels - 1, Math.floor(((at - start) / length) * pixels)));
    return [along(clientY, frame.top, frame.height, height), along(clientX, frame.left, frame.width, width)];
  };
  const brush = (event: PointerEvent<HTMLElement>): void => {
    const place = placeOf(event);
    setCursor(place);
    if (last.current === null) return;
    onPaint(strokeBoxes(last.current, place, side), !restores);
    last.current = place;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = cursor ?? middleOf(mask);
    const step = event.shiftKey ? 1 : side;
    const direction = directions[event.key];
    if (direction !== undefined) {
      setCursor([
        Math.max(0, Math.min(height - 1, row + direction[0] * step)),
        Math.max(0, Math.min(width - 1, column + direction[1] * step)),
      ]);
    } else if (event.key === ' ' || event.key === 'Backspace' || event.key === 'Delete') {
      setCursor([row, column]);
      onPaint([squareAt([row, column], side)], event.key === ' ');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className={`${classes.brush} ${muted ? classes.muted : ''}`}
      style={{ width: width * scale, height: height * scale }}
      role="application"
      aria-roledescription={words.role}
      aria-label={words.name(shownText(modality), share(goneShare(mask)))}
      aria-describedby={hint}
      tabIndex={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = placeOf(event);
        brush(event);
      }}
      onPointerMove={brush}
      onPointerUp={() => {
        last.current = null;
      }}
      onPointerCancel={() => {
        last.current = null;
      }}
      onPointerLeave={() => {
        setCursor(null);
      }}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) setCursor((before) => before ?? middleOf(mask));
      }}
      onBlur={() => {
        setCursor(null);
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} width={width} height={height} />
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`} fill="none" aria-hidden="true">
        <Line path={border} scale={scale} colour="#d4261c" />
        {cursor === null ? null : <Line path={boxPath(squareAt(cursor, side))} scale={scale} colour="#0b62a8" />}
      </svg>
      <VisuallyHidden id={hint}>{words.keys}</VisuallyHidden>
    </div>
  );
}

const directions: Readonly<Record<string, Place | undefined>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function middleOf({ height, width }: Mask): Place {
  return [Math.floor(height / 2), Math.floor(width / 2)];
}

function boxPath([top, left, height, width]: ImageRegion): string {
  return `M${String(left)} ${String(top)}h${String(width)}v${String(height)}h${String(-width)}z`;
}

/** A line that is seen on any picture: coloured on white, as wide on screen however far the picture is enlarged. */
function Line(line: { readonly path: string; readonly scale: number; readonly colour: string }): ReactNode {
  return (
    <>
      <path d={line.path} stroke="#fff" strokeWidth={4 / line.scale} />
      <path d={line.path} stroke={line.colour} strokeWidth={2 / line.scale} />
    </>
  );
}

/** Pixels as a canvas takes them, removed ones in the mean colour. */
function without(original: Uint8ClampedArray, mask: Mask, mean: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const shown = Uint8ClampedArray.from(original);
  mask.gone.forEach((gone, pixel) => {
    if (gone === 0) return;
    for (let channel = 0; channel < 3; channel += 1) {
      shown[pixel * 4 + channel] = Math.round(255 * (mean[Math.min(channel, mean.length - 1)] ?? 0));
    }
  });
  return shown;
}
