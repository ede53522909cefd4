import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { SampleSkeleton } from '../document';

const GAP = 3;
/** Of the line below that stands for the whole clip. */
const BAR = 4;

/** A clip of a skeleton in a few steps; below, where they are in it, and when something was removed. */
export function Stills({ value }: { value: SampleSkeleton }): ReactNode {
  const { side, stills, steps, spans, removedText } = value;
  const width = stills.length * (side + GAP) - GAP;
  const below = side + 4;
  const name = shown(value.modality);
  // Each still above its place on the line: the first at its beginning, the last at its end.
  const along = (step: number): number => (steps === 1 ? 0 : (step / steps) * width);
  return (
    <div className="stills">
      <svg
        width={width}
        height={below + BAR + 1}
        viewBox={`0 0 ${String(width)} ${String(below + BAR + 1)}`}
        role="img"
        aria-label={
          removedText === ''
            ? `${name} in ${String(stills.length)} steps`
            : `${name} in ${String(stills.length)} steps, ${removedText} removed`
        }
      >
        {stills.map(({ step, drawn: { lines, dots } }, index) => (
          <g key={step} transform={`translate(${String(index * (side + GAP))} 0)`}>
            <rect className="frame" x={0.5} y={0.5} width={side - 1} height={side - 1} />
            {lines.map(({ from: [x1, y1], to: [x2, y2], look }, at) => (
              <line key={at} className={look} {...{ x1, y1, x2, y2 }} />
            ))}
            {dots.map(({ at: [cx, cy], joint, look }) => (
              <circle key={joint} className={look} {...{ cx, cy }} r={look === 'gone' ? 1.8 : 1.3} />
            ))}
          </g>
        ))}
        <rect className="clip" y={below} width={width} height={BAR} />
        {spans.map(([first, end]) => (
          <rect key={first} className="span" x={along(first)} y={below} width={along(end - first)} height={BAR} />
        ))}
        {stills.map(({ step }) => (
          <line key={step} className="tick" x1={along(step + 0.5)} x2={along(step + 0.5)} y1={below} y2={below + BAR} />
        ))}
      </svg>
      <p>
        Steps {stills.map(({ step }) => String(step + 1)).join(', ')} of {steps}
        {removedText === '' ? '' : `; ${removedText} removed: hollow joints, red on the line below`}
      </p>
    </div>
  );
}
