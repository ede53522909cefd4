import type { ReactNode } from 'react';
import type { ImageRegion } from '../../../../shared/data/modality';
import { drawnFrame, type Point, type StickFigure } from '../../../../shared/samples/stick-figure';
import classes from './skeleton.module.css';

export interface SkeletonFigureProps {
  readonly figure: StickFigure;
  /** Before something was done to it; null: there is nothing to compare with. */
  readonly was: StickFigure | null;
  readonly extent: StickFigure['extent'];
  readonly step: number;
  /** Boxes of [joint, step]. */
  readonly removed: readonly ImageRegion[];
  /** Side of the square it is drawn in, in CSS pixels. */
  readonly size: number;
  /** Null: it says nothing that its surroundings do not. */
  readonly label: string | null;
}

/** One step of a skeleton as joints and bones. */
export function SkeletonFigure(props: SkeletonFigureProps): ReactNode {
  const { figure, was, extent, step, removed, size, label } = props;
  const [left, top, width, height] = extent;
  const isSmall = size < 100;
  const room = size * 0.06 + 4;
  const scale = Math.min((size - 2 * room) / width, (size - 2 * room) / height);
  const [originX, originY] = [(size - width * scale) / 2, (size - height * scale) / 2];
  const at = ([x, y]: Point): Point => [originX + (x - left) * scale, originY + (y - top) * scale];
  const { lines, dots } = drawnFrame(figure, step, removed, was);
  const radius = isSmall ? 1.5 : 3;
  return (
    <svg
      className={classes.figure}
      width={size}
      height={size}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {lines.map(({ from, to, look }, index) => {
        const [[x1, y1], [x2, y2]] = [at(from), at(to)];
        return <line key={index} className={classes[look]} {...{ x1, y1, x2, y2 }} strokeWidth={isSmall ? 1.2 : 2} />;
      })}
      {dots.map(({ at: place, joint, look }) => {
        const [cx, cy] = at(place);
        return (
          <circle key={`${look} ${String(joint)}`} className={classes[look]} {...{ cx, cy }} r={radius}>
            {isSmall ? null : <title>{figure.joints[joint]}</title>}
          </circle>
        );
      })}
    </svg>
  );
}
