import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Tick } from '../../../shared/samples/sample-view';
import { texts } from '../../texts/catalogue';
import classes from './SampleView.module.css';

const words = texts.ui.sample;

export interface SoundAxesProps {
  readonly across: readonly Tick[];
  readonly down: readonly Tick[];
  /** Of the picture, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}

/** The picture of a sound, with times below it and frequencies on its right, so that pictures stay in line. */
export function SoundAxes({ across, down, width, height, children }: SoundAxesProps): ReactNode {
  return (
    <div className={classes.sound}>
      {children}
      <div className={classes.down} style={{ height }}>
        {down.map(({ at, text }) => (
          <span key={at} style={{ top: `${String(100 * at)}%`, transform: `translateY(-${String(100 * at)}%)` }}>
            {text}
          </span>
        ))}
      </div>
      <div className={classes.across} style={{ width }}>
        {across.map(({ at, text }) => (
          <span key={at}>{text}</span>
        ))}
      </div>
      <Text className={classes.axes} size="xs" c="dimmed">
        {words.across} · {words.upwards}
      </Text>
    </div>
  );
}
