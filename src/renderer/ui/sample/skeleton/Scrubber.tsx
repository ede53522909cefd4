import { Slider } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../../../analysis/format';
import type { ImageRegion } from '../../../../shared/data/modality';
import { removedSpans } from '../../../../shared/samples/stick-figure';
import { texts } from '../../../texts/catalogue';
import classes from './skeleton.module.css';

const words = texts.ui.skeleton;

export interface ScrubberProps {
  readonly modality: string;
  readonly step: number;
  readonly steps: number;
  readonly removed: readonly ImageRegion[];
  readonly onChange: (step: number) => void;
}

/** Any step of a clip; above it, the times of which something is removed. Arrow keys, Home and End are the slider's own. */
export function Scrubber({ modality, step, steps, removed, onChange }: ScrubberProps): ReactNode {
  const spans = removedSpans(removed, steps);
  return (
    <div style={{ flex: 1, minWidth: 0 }}>
      {spans.length === 0 ? null : (
        <svg
          className={classes.spans}
          viewBox={`0 0 ${String(steps)} 1`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.spans(spans.map(([first, end]) => words.span(decimal(first + 1), decimal(end))).join(', '))}
        >
          <rect className={classes.clip} width={steps} height={1} />
          {spans.map(([first, end]) => (
            <rect key={first} className={classes.gone} x={first} width={end - first} height={1} />
          ))}
        </svg>
      )}
      <Slider
        size="xs"
        my={5}
        min={1}
        max={steps}
        value={step + 1}
        label={null}
        thumbLabel={words.step(modality)}
        onChange={(value) => {
          onChange(value - 1);
        }}
      />
    </div>
  );
}
