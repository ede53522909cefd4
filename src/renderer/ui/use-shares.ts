import { useMemo } from 'react';
import { interval, percent, percentNumber } from '../../analysis/format';
import type { Estimate } from '../../analysis/statistics/estimate';
import { usePreferences } from '../workspace/preferences';

/** How shares in [0, 1] are written, as the person chose: per cent or fraction. */
export interface ShareFormat {
  readonly share: (value: number | null) => string;
  /** `[91.8, 95.9]`; empty where there is no interval. */
  readonly interval: (estimate: Estimate) => string;
  /** On the axis of a chart: a share times the factor, with the suffix behind it. */
  readonly factor: number;
  readonly suffix: string;
}

export const percentFormat: ShareFormat = {
  share: percent,
  interval: (estimate) => interval(estimate, percentNumber),
  factor: 100,
  suffix: ' %',
};

const fraction = (value: number | null): string => {
  if (value === null) return '–';
  const text = value.toFixed(3);
  // A share that rounds to 1 or 0 without being it must not look as if it were.
  if (value < 1 && text === '1.000') return '0.999+';
  if (value > 0 && text === '0.000') return '<0.001';
  return text;
};

export const fractionFormat: ShareFormat = {
  share: fraction,
  interval: (estimate) => interval(estimate, fraction),
  factor: 1,
  suffix: '',
};

export function useShares(): ShareFormat {
  const [{ units }] = usePreferences();
  return useMemo(() => (units === 'percent' ? percentFormat : fractionFormat), [units]);
}
